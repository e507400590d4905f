import * as z from 'zod';
import { PrivacySource } from '#adapters/playbook/privacy-source.ts';
import {
  EngagementSource,
  FitSource,
  SegmentsSource,
  SlaSource,
  StagesSource,
  TitlesSource,
} from '#adapters/playbook/qualification-source.ts';
import { CompanySource, FormSource, TeamSource } from '#adapters/playbook/source.ts';
import { Condition } from './condition.ts';

const sources = {
  company: CompanySource,
  team: TeamSource,
  form: FormSource,
  fit: FitSource,
  engagement: EngagementSource,
  segments: SegmentsSource,
  stages: StagesSource,
  titles: TitlesSource,
  sla: SlaSource,
  privacy: PrivacySource,
} as const;

/** The JSON Schema of each kind of YAML file in `playbook/`, by name, from the schemas that read them. What only the reader can see is not in it. */
export function playbookSchemas(): [name: string, schema: object][] {
  const condition = Defs.parse(z.toJSONSchema(Condition, { io: 'input' })).$defs.Condition;

  return Object.entries(sources).map(([name, source]) => {
    const { $defs, ...schema } = Defs.partial()
      .loose()
      .parse(z.toJSONSchema(source, { io: 'input' }));
    const defs = $defs !== undefined && 'Condition' in $defs ? { ...$defs, Condition: condition } : $defs;

    return [name, { ...schema, title: `playbook: ${name}`, ...(defs === undefined ? {} : { $defs: defs }) }] as [
      string,
      object,
    ];
  });
}

const Defs = z.object({ $defs: z.record(z.string(), z.unknown()) });
