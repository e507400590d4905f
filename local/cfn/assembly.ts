import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** One stack of a cloud assembly as it was synthesized, nothing resolved. */
export type SynthesizedStack = {
  readonly name: string;
  /** Undefined where the stack goes wherever the deployer's credentials point. */
  readonly region: string | undefined;
  readonly template: Template;
  /** Absolute folder or file by its key in the asset bucket. */
  readonly assets: ReadonlyMap<string, string>;
};

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Condition: z.string().optional(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Metadata: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.unknown() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Outputs: z
    .record(
      z.string(),
      z.object({
        Value: z.unknown(),
        Condition: z.string().optional(),
        Export: z.object({ Name: z.unknown() }).optional(),
      }),
    )
    .default({}),
});
export type Template = z.infer<typeof Template>;

const Artifact = z.object({
  type: z.string(),
  environment: z.string().optional(),
  dependencies: z.array(z.string()).default([]),
  properties: z
    .object({ templateFile: z.string().optional(), file: z.string().optional(), stackName: z.string().optional() })
    .optional(),
});
type Artifact = z.infer<typeof Artifact>;
const Manifest = z.object({ artifacts: z.record(z.string(), Artifact) });

const AssetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** Reads a cloud assembly (a `cdk.out` folder): its stacks, each after those it depends on. */
export function readAssembly(folder: string): SynthesizedStack[] {
  const { artifacts } = Manifest.parse(readJson(join(folder, 'manifest.json')));
  const assets = new Map(
    Object.values(artifacts).flatMap(({ type, properties }) =>
      type === 'cdk:asset-manifest' && properties?.file !== undefined ? readAssets(folder, properties.file) : [],
    ),
  );

  return inDependencyOrder(artifacts).flatMap(([id, { type, environment, properties }]) =>
    type === 'aws:cloudformation:stack' && properties?.templateFile !== undefined
      ? [
          {
            name: properties.stackName ?? id,
            region: regionOf(environment),
            template: Template.parse(readJson(join(folder, properties.templateFile))),
            assets,
          },
        ]
      : [],
  );
}

function readAssets(folder: string, file: string): [key: string, path: string][] {
  const { files } = AssetManifest.parse(readJson(join(folder, file)));

  return Object.values(files).flatMap(({ source: { path }, destinations }) =>
    path === undefined
      ? []
      : Object.values(destinations).map(({ objectKey }): [string, string] => [objectKey, join(folder, path)]),
  );
}

function inDependencyOrder(artifacts: Readonly<Record<string, Artifact>>): [id: string, artifact: Artifact][] {
  const ordered = new Map<string, Artifact>();
  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (artifact === undefined || ordered.has(id)) return;
    artifact.dependencies.forEach(visit);
    ordered.set(id, artifact);
  };
  Object.keys(artifacts).forEach(visit);

  return [...ordered];
}

/** `aws://account/region`; CDK writes `unknown-region` where the stack is bound to none. */
function regionOf(environment: string | undefined): string | undefined {
  const region = environment?.split('/').at(-1);

  return region === '' || region === 'unknown-region' ? undefined : region;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
