import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer } from '#domain/forms/answer.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { establish, establishAndQualify } from '#domain/lead/establish.ts';
import { established, mayBeSql, shortcomings } from '#domain/lead/established.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { NotEstablishedError } from '#domain/lead/not-established-error.ts';
import { salesQualify } from '#domain/lead/stage-moves.ts';
import {
  aContext,
  aLeadIn,
  anAcceptedLead,
  anEstablishedLead,
  anOfferedLead,
  aSubmission,
  nowPlus,
  sales,
  someFindings,
} from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';

const { sql } = aPlaybook().scoring;
const LATER = nowPlus(60_000);
const say = (values: Record<string, string>, lead = anAcceptedLead(), salesperson = 'sales-1') =>
  establish(lead, { salesperson, values }, sql, LATER);
const anyAnswer = fc.constantFrom(
  ...sql.flatMap(({ field, options = [] }) => options.map(({ value }): [string, string] => [field, value])),
);
const steps = fc.array(fc.array(anyAnswer, { minLength: 1, maxLength: 4 }), { maxLength: 8 });

describe('what sales has established', () => {
  it('is kept with who said it and when, and announced by name alone', () => {
    const { lead, events } = say({ need: 'replacement', budget: 'none' });

    expect(lead.profile).toMatchObject({
      need: { value: 'replacement', source: 'sales:sales-1', at: LATER },
      budget: { value: 'none', source: 'sales:sales-1', at: LATER },
    });
    expect(lead.stage).toBe('mql');
    expect(events.map(({ type, facts }) => [type, facts])).toEqual([
      ['lead.established', { by: 'sales:sales-1', fields: ['budget', 'need'] }],
    ]);
  });

  it('is for its owner alone to say, while the lead is with sales', () => {
    expect(() => say({ need: 'replacement' }, anAcceptedLead(), 'sales-2')).toThrow('is not with sales-2');
    for (const lead of [anOfferedLead(), aLeadIn('customer'), aLeadIn('lost'), aLeadIn('disqualified')])
      expect(() => say({ need: 'replacement' }, lead)).toThrow('is not with sales-1');
  });

  it.each<[Record<string, string>]>([
    [{ need: 'anything' }],
    [{ need: '' }],
    [{ mood: 'good' }],
    [Object.fromEntries([['toString', 'x']])],
    [{ need: 'replacement', x: '1' }],
  ])('refuses %j: the playbook knows no such answer', (values) =>
    expect(() => say(values)).toThrow('knows no such answer'),
  );

  it('takes any text of reasonable length where the playbook has no options', () => {
    const open = [{ field: 'competitor', label: { de: 'Wettbewerb', en: 'Competitor' } }];
    const tell = (competitor: string) =>
      establish(anAcceptedLead(), { salesperson: 'sales-1', values: { competitor } }, open, LATER);

    expect(established(tell('Acme').lead, open)).toEqual([{ field: 'competitor', value: 'Acme', qualifies: true }]);
    expect(() => tell(' ')).toThrow('knows no such answer');
    expect(() => tell('x'.repeat(201))).toThrow('knows no such answer');
  });

  it('is not what the lead itself told a form, until sales confirms it', () => {
    const told = anAcceptedLead({
      profile: { ...anAcceptedLead().profile, need: { value: 'replacement', source: 'form:consultation', at: LATER } },
    });

    expect(shortcomings(told, sql).missing).toContain('need');
    expect(shortcomings(say({ need: 'replacement' }, told).lead, sql).missing).not.toContain('need');
  });

  it('is open again after a recycle, and when the playbook no longer offers the answer', () => {
    const { mql } = anEstablishedLead().stages;
    const again = anEstablishedLead({
      stages: { mql: { by: 'system', reason: 'path', ...mql, since: nowPlus(86_400_000) } },
    });
    const others = sql.map((one) => ({ ...one, options: one.options?.slice(2) ?? [] }));

    expect(mayBeSql(anEstablishedLead(), sql)).toBe(true);
    expect(shortcomings(again, sql).missing).toEqual(sql.map(({ field }) => field));
    expect(shortcomings(anEstablishedLead(), others).missing).toHaveLength(sql.length);
  });

  it('is not undone by a form that the lead sends', () => {
    const fields = { email: 'ada@wasserwerk.example', need: 'curiosity', country: 'DE' };
    const { profile } = answer(anEstablishedLead(), aSubmission({ fields }), aContext(LATER)).lead;

    expect(profile.need?.value).toBe('replacement');
    expect(profile.country?.value).toBe('DE');
  });

  it('comes to the same in whatever portions it is said, the last word on each thing counting', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let lead: Lead = anAcceptedLead();
        for (const step of all) lead = say(Object.fromEntries(step), lead).lead;
        const atOnce = say(Object.fromEntries(all.flat())).lead;
        expect(established(lead, sql)).toEqual(established(atOnce, sql));
        expect(isUnchanged(say(Object.fromEntries(all.flat()), lead))).toBe(true);
      }),
    );
  });
});

describe('a lead becomes SQL', () => {
  it('with the last open answer, in the same write', () => {
    const { timing, ...others } = someFindings().values;
    const before = say(others).lead;
    const { lead, events } = establishAndQualify(
      before,
      { salesperson: 'sales-1', values: { timing: timing ?? '' } },
      sql,
      LATER,
    );

    expect(lead).toMatchObject({
      stage: 'sql',
      version: before.version + 1,
      stages: { sql: { by: 'sales:sales-1', since: LATER } },
    });
    expect(events.map(({ id, type }) => [id, type])).toEqual([
      [`${lead.id}.${lead.version}.0`, 'lead.established'],
      [`${lead.id}.${lead.version}.1`, 'lead.sales-qualified'],
    ]);
  });

  it('exactly when nothing is open and nothing speaks against it, whatever was said in whatever order', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let lead: Lead = anAcceptedLead();
        for (const step of all) {
          if (lead.stage === 'sql') break;
          const findings = { salesperson: 'sales-1', values: Object.fromEntries(step) };
          lead = establishAndQualify(lead, findings, sql, LATER).lead;
          const complete = sql.every(({ field, options = [] }) =>
            options.some(({ value, qualifies }) => value === lead.profile[field]?.value && qualifies !== false),
          );
          expect(lead.stage).toBe(complete ? 'sql' : 'mql');
        }
      }),
    );
  });

  it('never by saying so alone: the refusal names what is open and what speaks against it', () => {
    const { lead } = say({ need: 'curiosity', timing: 'later' });
    const refusal = () => salesQualify(lead, sales, sql, LATER);

    expect(refusal).toThrow(NotEstablishedError);
    expect(refusal).toThrow(expect.objectContaining({ missing: ['budget', 'authority'], unfit: ['need'] }));
  });

  it('by saying so when the playbook has come to ask less', () => {
    const { lead } = say({ need: 'replacement' });
    const findings = { salesperson: 'sales-1', values: {} };

    expect(establishAndQualify(lead, findings, sql.slice(0, 1), LATER).lead.stage).toBe('sql');
  });

  it('and stays SQL when sales learns otherwise', () => {
    const { lead, events } = establishAndQualify(aLeadIn('sql'), someFindings({ budget: 'none' }), sql, LATER);

    expect(lead).toMatchObject({ stage: 'sql', profile: { budget: { value: 'none' } } });
    expect(events.map(({ type }) => type)).toEqual(['lead.established']);
  });
});
