import type { SideTally } from '../backtest/tally.ts';
import type { Side } from './report.ts';

const TENTHS = 10;

/**
 * Leads in ten equal parts by the most points they ever had, and how much more often than on average each part was won. Leads with the same points that stand on
 * a border are shared out between the parts, so that no order among them matters.
 */
export function liftOf(peaks: SideTally['peaks']): Side['lift'] {
  const bins = [...peaks]
    .map(([tenths, counts]) => ({ points: tenths / 10, ...counts }))
    .sort((a, b) => b.points - a.points);
  const leads = bins.reduce((sum, bin) => sum + bin.leads, 0);
  const rate = leads === 0 ? 0 : bins.reduce((sum, bin) => sum + bin.won, 0) / leads;
  const size = leads / TENTHS;
  if (size === 0) return [];

  const parts = Array.from({ length: TENTHS }, () => ({ leads: 0, won: 0, fewest: 0 }));
  let place = 0;
  for (const bin of bins) {
    let left = bin.leads;
    while (left > 1e-9) {
      const index = Math.min(TENTHS - 1, Math.floor(place / size + 1e-9));
      const part = parts[index];
      if (part === undefined) break;
      const taken = index === TENTHS - 1 ? left : Math.min(left, (index + 1) * size - place);
      part.leads += taken;
      part.won += (bin.won * taken) / bin.leads;
      part.fewest = bin.points;
      place += taken;
      left -= taken;
    }
  }

  return parts.map((part, index) => {
    const winRate = part.leads === 0 ? 0 : part.won / part.leads;

    return {
      decile: index + 1,
      leads: rounded(part.leads),
      won: rounded(part.won),
      winRate: rounded(winRate),
      lift: rate === 0 ? null : rounded(winRate / rate),
      fewest: part.fewest,
    };
  });
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
