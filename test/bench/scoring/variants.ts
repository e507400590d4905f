import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import type { FitReason } from '#domain/scoring/score.ts';
import { aScoring } from '#test/support/a-scoring.ts';
import { handWritten } from './hand-written.ts';
import { profileOf } from './leads.ts';
import { plainOf } from './plain-lead.ts';
import type { Variant } from './rounds.ts';
import { rules } from './rules.ts';
import { rulesEngine } from './rules-engine.ts';

const LEADS = 200_000;
/** As many leads as take json-rules-engine about as long as the others need for all; it goes through them slice by slice. */
const FOR_ENGINE = 250;
const NOW = '2026-11-23T09:30:00.000Z';

/** The same thirty rules on the same 200,000 leads in each way that is compared. Throws when they disagree on a lead. */
export async function thirtyRules() {
  const label = { de: 'Regel', en: 'Rule' };
  const fit = rules.map(([id, points, when]) => ({ id, label, points, when }));
  const scoring = compileScoring({ scoring: aScoring({ fit }), version: '0123456789ab' });
  const profiles = Array.from({ length: LEADS }, (_, n) => profileOf(n));
  const normalised = profiles.map((profile) => scoring.normalise(profile));
  const plain = profiles.map(plainOf);
  const engine = rulesEngine();
  let sink = 0;
  let from = 0;
  await agree();

  return {
    ours: () => {
      for (const lead of normalised) sink += scoring.explained(lead, [], NOW).reasons.length;
      return LEADS;
    },
    hand: () => {
      for (const lead of plain) {
        const why: FitReason[] = [];
        sink += handWritten(lead, why) + why.length;
      }
      return LEADS;
    },
    points: () => {
      for (const lead of normalised) sink += scoring.points(lead, [], NOW).fit;
      return LEADS;
    },
    handPoints: () => {
      for (const lead of plain) sink += handWritten(lead, undefined);
      return LEADS;
    },
    whole: () => {
      const some = profiles.slice(0, LEADS / 5);
      for (const profile of some) sink += scoring.explained(scoring.normalise(profile), [], NOW).fit;
      return some.length;
    },
    engine: async () => {
      from = (from + FOR_ENGINE) % LEADS;
      for (const lead of plain.slice(from, from + FOR_ENGINE)) sink += (await engine({ ...lead })).points;
      if (Number.isNaN(sink)) throw new Error('Nothing was reckoned');
      return FOR_ENGINE;
    },
  } satisfies Record<string, Variant>;

  async function agree(): Promise<void> {
    for (let n = 0; n < 2_000; n++) {
      const lead = plain[n];
      const own = normalised[n];
      if (lead === undefined || own === undefined) return;
      const why: FitReason[] = [];
      const by = [scoring.explained(own, [], NOW).fit, handWritten(lead, why), (await engine({ ...lead })).points];
      if (new Set(by).size > 1) throw new Error(`The engines disagree on lead ${n}: ${by.join(', ')}`);
    }
  }
}
