/** `09:00-12:30` as minutes after local midnight, `[540, 750]`; undefined when it is no such span. `24:00` may end a shift. */
export function parseShift(text: string): [number, number] | undefined {
  const match = /^(\d\d):(\d\d)\s*[-–]\s*(\d\d):(\d\d)$/.exec(text);
  if (match === null) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  if (fromMinute > 59 || toMinute > 59 || to > 1440 || from >= to) return undefined;

  return [from, to];
}
