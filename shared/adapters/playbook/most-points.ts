import type { EngagementRule, FitRule, Predicate } from '#contracts/playbook.ts';
import type { KnownFields } from './known-fields.ts';
import { holdsIn, keyOf, leavesOf, type Variable, variablesOf, worldCount, worldsOf } from './worlds.ts';

const MANY_WORLDS = 5_000;

type Rule = Pick<FitRule, 'points' | 'when'>;

/**
 * The most points the rules of the fit axis give to one lead, while `must` holds. Rules that exclude each other (two sizes of one company) are not added up.
 * Where there are too many worlds to look at, all gains are: never too few.
 */
export function mostFit(rules: readonly Rule[], known: KnownFields, must?: Predicate): number {
  const all = must === undefined ? rules : [...rules, { points: 0, when: must, must: true }];

  return clustersOf(all, known).reduce((sum, cluster) => sum + mostOf(cluster), 0);
}

/** The most points the rules of the engagement axis give. One on activities without a cap has no bound. */
export const mostEngagement = (rules: readonly EngagementRule[]): number =>
  rules
    .filter(({ points }) => points > 0)
    .reduce(
      (sum, { points, cap, times }) => sum + (times === undefined ? (cap ?? Number.POSITIVE_INFINITY) : points),
      0,
    );

/** Rules that have something to do with each other, and the variables they look at. */
interface Cluster {
  readonly rules: readonly (Rule & { readonly must?: boolean })[];
  readonly variables: readonly Variable[];
}

function mostOf({ rules, variables }: Cluster): number {
  if (worldCount(variables) > MANY_WORLDS) return rules.reduce((sum, { points }) => sum + Math.max(0, points), 0);
  let most = Number.NEGATIVE_INFINITY;
  for (const world of worldsOf(variables)) {
    if (rules.some(({ must, when }) => must === true && !holdsIn(when, world))) continue;
    const points = rules.reduce((sum, rule) => sum + (holdsIn(rule.when, world) ? rule.points : 0), 0);
    most = Math.max(most, points);
  }

  return most;
}

/** Two rules are in one cluster when they share a variable, directly or through others. */
function clustersOf(rules: Cluster['rules'], known: KnownFields): Cluster[] {
  const variables = variablesOf(
    rules.flatMap(({ when }) => leavesOf(when)),
    known,
  );
  const owner = new Map(
    variables.flatMap((variable) => [...(variable[0]?.keys() ?? [])].map((key) => [key, variable])),
  );
  let clusters: Cluster[] = [];
  for (const rule of rules) {
    const own = new Set(
      leavesOf(rule.when)
        .map((leaf) => owner.get(keyOf(leaf)))
        .filter((variable) => variable !== undefined),
    );
    const isTouched = (cluster: Cluster) => cluster.variables.some((variable) => own.has(variable));
    const touched = clusters.filter(isTouched);
    const cluster = {
      rules: [...touched.flatMap((one) => one.rules), rule],
      variables: [...new Set([...touched.flatMap((one) => one.variables), ...own])],
    };
    clusters = [...clusters.filter((one) => !isTouched(one)), cluster];
  }

  return clusters;
}
