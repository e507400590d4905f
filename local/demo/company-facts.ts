import { industries } from './names.ts';
import type { Random } from './random.ts';

/** What a company turns over follows its size, with exceptions. */
const revenues = {
  '1-49': [
    ['up-to-10m', 85],
    ['10m-50m', 14],
    ['over-50m', 1],
  ],
  '50-249': [
    ['up-to-10m', 25],
    ['10m-50m', 65],
    ['over-50m', 10],
  ],
  '250+': [
    ['up-to-10m', 2],
    ['10m-50m', 28],
    ['over-50m', 70],
  ],
} as const;
export type CompanySize = keyof typeof revenues;

/** What somebody tells of their company on a form; few like to tell what it turns over. */
export function companyFacts(random: Random, trade: string, size: CompanySize): Record<string, string> {
  const [industry, revenue] = [industries[trade] ?? 'other', random.weighted(revenues[size])];
  const [namesIndustry, namesRevenue] = [random.chance(0.8), random.chance(0.45)];

  return { ...(namesIndustry ? { industry } : {}), ...(namesRevenue ? { revenue } : {}) };
}
