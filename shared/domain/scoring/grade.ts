import type { Grade, Level, MqlPath, Scoring } from '#contracts/playbook.ts';

/** The grade of so many points on the fit axis. */
export const gradeOf = (fit: number, { A, B, C }: Scoring['grades']): Grade =>
  fit >= A ? 'A' : fit >= B ? 'B' : fit >= C ? 'C' : 'D';

/** The level of so many points on the engagement axis; 1 is the most. */
export const levelOf = (engagement: number, levels: Scoring['levels']): Level =>
  engagement >= levels[1] ? 1 : engagement >= levels[2] ? 2 : engagement >= levels[3] ? 3 : 4;

interface Standing {
  readonly fit: number;
  readonly engagement: number;
  readonly grade: Grade;
  readonly level: Level;
}

/** Whether a score reaches every threshold that a path names. `A` sorts before `B`, and 1 before 2. */
export const reaches = (path: MqlPath, { fit, engagement, grade, level }: Standing): boolean =>
  (path.fit === undefined || fit >= path.fit) &&
  (path.engagement === undefined || engagement >= path.engagement) &&
  (path.grade === undefined || grade <= path.grade) &&
  (path.level === undefined || level <= path.level);
