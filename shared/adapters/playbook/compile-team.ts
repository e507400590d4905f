import type { Team } from '#contracts/playbook.ts';
import type { Finding } from './playbook-error.ts';
import { repeated } from './repeated.ts';
import { type TeamSource, weekdays } from './source.ts';
import { type Path, type SourceFile, spell } from './source-file.ts';

/** Working weeks as lists from Monday on, and what a schema cannot see: impossible zones, shifts that overlap, somebody who never works. */
export function compileTeam(file: SourceFile, source: TeamSource): { team: Team; findings: Finding[] } {
  const findings: Finding[] = [];
  const report = (path: Path, message: string) => void findings.push(file.finding(path, `${spell(path)} ${message}`));

  for (const key of ['id', 'email'] as const) {
    for (const index of repeated(source.people, (person) => person[key].toLowerCase())) {
      report(['people', index, key], 'is used twice');
    }
  }

  const people = source.people.map(({ week, ...person }, index) => {
    if (!isZone(person.timeZone))
      report(['people', index, 'timeZone'], `${person.timeZone} is no time zone such as Europe/Berlin`);
    for (const day of weekdays) {
      const shifts = week[day].map((shift, at) => ({ shift, at })).toSorted((a, b) => a.shift[0] - b.shift[0]);
      for (const [position, { shift, at }] of shifts.entries()) {
        const before = shifts[position - 1];
        if (before && before.shift[1] > shift[0]) report(['people', index, 'week', day, at], 'overlaps another shift');
      }
    }
    if (weekdays.every((day) => week[day].length === 0)) {
      report(['people', index, 'week'], `is empty: an offer to ${person.name} could never be due`);
    }

    return { ...person, week: weekdays.map((day) => week[day].toSorted((a, b) => a[0] - b[0])) };
  });

  return { team: { id: source.id, people }, findings };
}

/** A region such as Europe/Berlin, or UTC. A bare offset is refused: it knows no summer time. */
function isZone(zone: string): boolean {
  if (zone !== 'UTC' && !/^[A-Z][A-Za-z_]+\//.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
