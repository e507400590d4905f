import type { Template } from '#local/cfn/assembly.ts';
import { resolveStacks } from '#local/cfn/load.ts';
import type { Model } from '#local/cfn/model.ts';

const none = { Resources: {}, Parameters: {}, Conditions: {}, Outputs: {} };

/** The model of a single hand-written stack called `fixture`. */
export function modelOf(template: Partial<Template>, aws = 'http://127.0.0.1:1'): Model {
  const stack = {
    name: 'fixture',
    region: undefined,
    template: { ...none, ...template },
    assets: new Map<string, string>(),
  };

  return resolveStacks([stack], { httpApi: 'http://localhost:4400', aws });
}

/** A resource as a template holds it. */
export const resource = (Type: string, Properties: Record<string, unknown> = {}) => ({
  Type,
  Properties,
  Metadata: {},
});
