/** Whether `text` fits an IAM pattern, where `*` stands for any characters and `?` for one. Takes linear time in practice: one backtrack point. */
export function fitsWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let place = 0;
  while (at < text.length) {
    const token = pattern[place];
    if (token === '*') {
      star = place++;
      resume = at;
    } else if (token === '?' || token === text[at]) {
      place += 1;
      at += 1;
    } else if (star >= 0) {
      place = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[place] === '*') place += 1;

  return place === pattern.length;
}

/** ARNs are compared part by part: a wildcard does not reach over a colon of the first five. */
export function fitsArn(pattern: string, arn: string): boolean {
  const patterns = arnParts(pattern);
  const parts = arnParts(arn);

  return patterns.length === parts.length && patterns.every((each, index) => fitsWildcard(each, parts[index] ?? ''));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');

  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
