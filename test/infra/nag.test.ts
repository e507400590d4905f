import { type App, CfnResource, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { describe, expect, it, vi } from 'vitest';
import { type Stage, stageNames, stages } from '#infra/stages.ts';
import { appOf } from './support/synthesized.ts';

const packs = () => [new AwsSolutionsChecks(), new ServerlessChecks()];

/** `rule construct/path` of everything the packs find. */
const findings = (app: App, from: readonly NagPack[]) =>
  from.flatMap((pack) =>
    pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
      ),
  );

/** The packs as if no construct acknowledged anything. */
function deafPacks(): NagPack[] {
  return packs().map((pack) => {
    vi.spyOn(pack as unknown as { isAcknowledged: () => boolean }, 'isAcknowledged').mockReturnValue(false);

    return pack;
  });
}

function acknowledgements(construct: IConstruct): { id: string; reason: string; path: string }[] {
  return construct.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) =>
        Object.entries(data as Record<string, string>).map(([id, reason]) => ({
          id: id.replace(/^annotation::/i, ''),
          reason,
          path: node.path,
        })),
      ),
  );
}

const named: Stage = {
  ...stages.prod,
  domain: { name: 'leads.example.com', certificateArn: 'arn:aws:acm:eu-central-1:111111111111:certificate/1' },
};
const all = [
  ...stageNames.map((name) => [name, stages[name]] as const),
  ['prod with a domain of its own', named] as const,
];

describe.each(all)('cdk-nag on %s', (_, stage) => {
  const app = appOf(stage);

  it('finds nothing in the AwsSolutions and Serverless packs', () => {
    expect(findings(app, packs())).toEqual([]);
  });

  it('finds nothing because of reasons that are given where they apply, and all of them are needed', () => {
    const raw = findings(app, deafPacks());
    const given = acknowledgements(app);
    const needless = given.filter(({ id, path }) => !raw.some((found) => found.startsWith(`${id} ${path}`)));
    expect(raw.length).toBeGreaterThan(0);
    expect(needless).toEqual([]);
    for (const { reason } of given) expect(reason.length).toBeGreaterThan(40);
  });

  it('looks at every resource', () => {
    expect(app.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).length).toBeGreaterThan(100);
  });
});
