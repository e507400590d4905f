import { Engine, type NestedCondition, type TopLevelCondition } from 'json-rules-engine';
import type { Predicate } from '#contracts/playbook.ts';
import { rules } from './rules.ts';

/** The thirty rules in json-rules-engine. Unknown facts are undefined, as its documentation advises for optional facts. */
export function rulesEngine(): (facts: Record<string, unknown>) => Promise<{ points: number; reasons: string[] }> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator('present', (value: unknown, wanted: boolean) => (value !== undefined) === wanted);
  for (const [id, points, when] of rules) {
    const condition = conditionOf(when);
    const conditions: TopLevelCondition = 'fact' in condition ? { all: [condition] } : (condition as TopLevelCondition);
    engine.addRule({ conditions, event: { type: id, params: { points } } });
  }

  return async (facts) => {
    const { events } = await engine.run(facts);

    return {
      points: events.reduce((sum, { params }) => sum + Number(params?.points ?? 0), 0),
      reasons: events.map(({ type }) => type),
    };
  };
}

function conditionOf(predicate: Predicate): NestedCondition {
  if ('all' in predicate) return { all: predicate.all.map(conditionOf) };
  if ('any' in predicate) return { any: predicate.any.map(conditionOf) };
  if ('not' in predicate) return { not: conditionOf(predicate.not) };
  if ('equals' in predicate) return { fact: predicate.field, operator: 'equal', value: predicate.equals };
  if ('in' in predicate) return { fact: predicate.field, operator: 'in', value: predicate.in };
  if ('exists' in predicate) return { fact: predicate.field, operator: 'present', value: predicate.exists };
  if ('range' in predicate) {
    const { min, max } = predicate.range;

    return {
      all: [
        ...(min === undefined ? [] : [{ fact: predicate.field, operator: 'greaterThanInclusive', value: min }]),
        ...(max === undefined ? [] : [{ fact: predicate.field, operator: 'lessThanInclusive', value: max }]),
      ],
    };
  }
  throw new Error('The bench has no rule of this kind');
}
