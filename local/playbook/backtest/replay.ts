import { after, type Instant } from '#domain/instant.ts';
import type { NormalisedLead } from '#domain/scoring/normalise.ts';
import type { Points } from '#domain/scoring/score.ts';
import type { Known } from './facts-at.ts';
import type { Rules } from './rules.ts';

/** What would have become of a lead under a playbook, as far as its rules decide. */
export interface Course {
  readonly stage: 'raw' | 'mql' | 'disqualified';
  /** How it first qualified: by which path, and on what, at `known.at`. */
  readonly first?: { readonly path: string; readonly known: Known };
  /** When it qualified: more than once where the playbook recycles who falls below. */
  readonly qualified: readonly Instant[];
  /** Whether it ever fell below after it had qualified. */
  readonly fell: boolean;
  readonly disqualifiedBy?: string;
  /** Where it stands at the end. */
  readonly end: Points;
  /** The most points it ever had, both axes together, once confirmed; before that and without, those at the end. */
  readonly peak: number;
}

/** So many changes by time alone are followed between two facts of one lead, at most. */
const MANY_CHANGES = 200;

/**
 * Folds what was known of a lead over time: it qualifies at the moment its facts first open a path, by a new fact or by time alone, and never before its
 * address is confirmed. What time alone closes is found before the next fact comes; what it closes and opens again in between is not. Sales has no part in it.
 */
export function replay(story: readonly Known[], { scoring, fallBelow, mayRise }: Rules, end: Instant): Course {
  const so = new SoFar(fallBelow);
  let lead: NormalisedLead | undefined;
  let known: Known | undefined;
  for (const [index, one] of story.entries()) {
    if (lead === undefined || known?.profile !== one.profile) lead = scoring.normalise(one.profile);
    known = one;
    if (!one.confirmed || so.isOver) continue;
    const next = story[index + 1]?.at;
    so.step(scoring.points(lead, one.activities, one.at), one);
    if (so.isOpen) {
      const until = next === undefined ? end : after(next, -1);
      if (until > one.at) so.step(scoring.points(lead, one.activities, until), { ...one, at: until });
    } else if (mayRise(lead, one.activities, one.at)) followTime(scoring, so, lead, one, next ?? end);
  }

  return so.courseWith(scoring.points(lead ?? scoring.normalise({}), known?.activities ?? [], end));
}

/** Each change by time alone before `until`, one after the other. */
function followTime(scoring: Rules['scoring'], so: SoFar, lead: NormalisedLead, facts: Known, until: Instant): void {
  let at = facts.at;
  for (let looks = 0; looks < MANY_CHANGES && !so.isOver; looks++) {
    const next = scoring.score(lead, facts.activities, at).nextChangeAt;
    if (next === undefined || next >= until) return;
    at = next;
    so.step(scoring.points(lead, facts.activities, at), { ...facts, at });
  }
}

/** What has become of the lead so far. */
class SoFar {
  readonly #fallBelow: Rules['fallBelow'];
  readonly #qualified: Instant[] = [];
  #stage: Course['stage'] = 'raw';
  #first: Course['first'];
  #fell = false;
  #isBelow = false;
  #disqualifiedBy: string | undefined;
  #peak: number | undefined;

  constructor(fallBelow: Rules['fallBelow']) {
    this.#fallBelow = fallBelow;
  }

  get isOver(): boolean {
    return this.#stage === 'disqualified';
  }

  /** Whether it is qualified, and a path was open to it when last looked at. */
  get isOpen(): boolean {
    return this.#stage === 'mql' && !this.#isBelow;
  }

  step(points: Points, known: Known): void {
    this.#peak = Math.max(this.#peak ?? points.total, points.total);
    if (points.disqualifiedBy !== undefined) {
      this.#stage = 'disqualified';
      this.#disqualifiedBy = points.disqualifiedBy;
    } else if (points.path !== undefined) this.#qualify(points.path, known);
    else if (this.isOpen) this.#fall();
  }

  #qualify(path: string, known: Known): void {
    this.#isBelow = false;
    if (this.#stage === 'mql') return;
    this.#stage = 'mql';
    this.#qualified.push(known.at);
    this.#first ??= { path, known };
  }

  #fall(): void {
    this.#fell = true;
    if (this.#fallBelow === 'recycle') this.#stage = 'raw';
    else this.#isBelow = true;
  }

  courseWith(end: Points): Course {
    return {
      stage: this.#stage,
      ...(this.#first === undefined ? {} : { first: this.#first }),
      qualified: this.#qualified,
      fell: this.#fell,
      ...(this.#disqualifiedBy === undefined ? {} : { disqualifiedBy: this.#disqualifiedBy }),
      end,
      peak: this.#peak ?? end.total,
    };
  }
}
