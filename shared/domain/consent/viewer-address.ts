import type { ViewerAddress } from '#contracts/playbook-privacy.ts';
import type { Viewer } from './ledger.ts';

/**
 * The network of an address: `203.0.113.0/24`, or `2001:db8:12:3400::/56`. That much belongs to one household, office or attacker. Empty for what is no
 * address.
 */
export function networkOf(ip: string): string {
  const v4 = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/i.exec(ip);
  if (v4 !== null) return `${v4[1]}.${v4[2]}.${v4[3]}.0/24`;
  const groups = groupsOf(ip);
  if (groups === undefined) return '';
  const [a, b, c, d = 0] = groups;
  const first = [a, b, c, d & 0xff00].map((group = 0) => group.toString(16));

  return `${first.join(':')}::/56`;
}

/** The viewer as the ledger keeps it. */
export function recordedViewer({ ip, userAgent }: Viewer, mode: ViewerAddress): Viewer {
  switch (mode) {
    case 'full':
      return { ip, userAgent };
    case 'truncated':
      return { ip: networkOf(ip), userAgent };
    case 'none':
      return { ip: '', userAgent };
  }
}

/** The eight groups of an IPv6 address; undefined for what is none. */
function groupsOf(ip: string): number[] | undefined {
  const [head = '', tail, ...more] = ip.split('%')[0]?.split('::') ?? [];
  if (more.length > 0 || !ip.includes(':')) return undefined;
  const read = (part: string) => (part === '' ? [] : part.split(':'));
  const first = read(head);
  const last = tail === undefined ? [] : read(tail);
  const zeros = 8 - first.length - last.length;
  if (tail === undefined ? zeros !== 0 : zeros < 1) return undefined;
  const groups = [...first, ...Array<string>(zeros).fill('0'), ...last];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;

  return groups.map((group) => Number.parseInt(group, 16));
}
