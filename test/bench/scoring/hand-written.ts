import type { FitReason } from '#domain/scoring/score.ts';
import { rules } from './rules.ts';

/** A lead in one fixed shape, as somebody would write it who writes the rules by hand. */
export interface PlainLead {
  readonly country: string | undefined;
  readonly companySize: string | undefined;
  readonly emailKind: string | undefined;
  readonly role: string | undefined;
  readonly area: string | undefined;
  readonly employees: number | undefined;
  readonly revenue: number | undefined;
  readonly budget: string | undefined;
  readonly timing: string | undefined;
  readonly industry: string | undefined;
  readonly phone: string | undefined;
  readonly need: string | undefined;
}

const reasons = rules.map(([rule, points]): FitReason => ({ axis: 'fit', rule, points }));

/** The thirty rules of `rules.ts` in TypeScript: the points, and with `why` given, the reasons in it. */
export function handWritten(lead: PlainLead, why: FitReason[] | undefined): number {
  const { country, companySize, emailKind, role, area, employees, revenue, budget, timing, industry, phone, need } =
    lead;
  let points = 0;
  const give = (rule: number) => {
    const reason = reasons[rule];
    if (reason === undefined) return;
    points += reason.points;
    why?.push(reason);
  };
  const isNear = country === 'DE' || country === 'AT' || country === 'CH' || country === 'NL';
  const decides = role === 'c-level' || role === 'vp' || role === 'director' || role === 'head';
  const isStaffed = employees !== undefined && employees >= 100;
  if (isNear) give(0);
  if (country === 'FR' || country === 'GB') give(1);
  if (country === 'other') give(2);
  if (companySize === '250+') give(3);
  if (companySize === '50-249') give(4);
  if (companySize === '1-49') give(5);
  if (emailKind === 'business') give(6);
  if (emailKind === 'free') give(7);
  if (emailKind === 'disposable') give(8);
  if (decides) give(9);
  if (role === 'manager') give(10);
  if (role === 'student') give(11);
  const isPlant = area === 'operations' || area === 'production' || area === 'engineering' || area === 'maintenance';
  if (isPlant && role !== 'student') give(12);
  if (area === 'consulting') give(13);
  if (employees !== undefined && employees >= 1000) give(14);
  if (employees !== undefined && employees >= 100 && employees <= 999) give(15);
  if (employees !== undefined && employees <= 9) give(16);
  if (revenue !== undefined && revenue >= 50 && isStaffed) give(17);
  if (revenue !== undefined && revenue <= 2) give(18);
  if ((budget === 'approved' || budget === 'applied-for') && role !== 'student') give(19);
  if (budget === 'none') give(20);
  if ((timing === 'this-quarter' || timing === 'this-year') && need !== 'curiosity') give(21);
  if (industry === 'water' && isNear && need !== 'curiosity') give(22);
  if ((industry === 'food' || industry === 'chemistry' || industry === 'paper') && isStaffed) give(23);
  if (phone !== undefined && emailKind === 'business') give(24);
  if (need !== undefined && need !== 'curiosity') give(25);
  if (companySize === '250+' && isNear && decides) give(26);
  if (budget === 'approved' && timing === 'this-quarter') give(27);
  if (area === 'engineering' || (area === 'it' && role === 'head')) give(28);
  if (industry === undefined && need === undefined) give(29);

  return points;
}
