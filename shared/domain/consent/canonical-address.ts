/** How a provider lets one mailbox be written in many ways, beyond the plus-tag. */
interface Spelling {
  readonly domains: readonly string[];
  /** The domain that stands for all of them, where the same name under each is the same mailbox. */
  readonly domain?: string;
  /** The name without what makes no difference to this provider. */
  readonly plain?: (name: string) => string;
  /** A character that begins a tag, besides `+`. */
  readonly tag?: string;
  /** `anything@ada.example` is `ada@example`. */
  readonly nameInHost?: true;
}

/**
 * Sources: the providers' own help pages, "Dots don't matter in Gmail addresses", "Create disposable addresses in Yahoo Mail", "Subdomain addressing"
 * (Fastmail), "Proton addresses and aliases", "Email aliases" (iCloud), "Yandex Mail: aliases".
 */
const spellings: readonly Spelling[] = [
  { domains: ['gmail.com', 'googlemail.com'], domain: 'gmail.com', plain: (name) => name.replaceAll('.', '') },
  { domains: ['icloud.com', 'me.com', 'mac.com'], domain: 'icloud.com' },
  {
    domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
    domain: 'proton.me',
    plain: (name) => name.replace(/[._-]/g, ''),
  },
  { domains: ['fastmail.com', 'fastmail.fm'], nameInHost: true },
  {
    domains: ['yandex.ru', 'ya.ru', 'yandex.com', 'yandex.by', 'yandex.kz'],
    domain: 'yandex.ru',
    plain: (name) => name.replaceAll('.', '-'),
  },
  { domains: ['ymail.com', 'rocketmail.com'], tag: '-' },
];
const yahoo: Spelling = { domains: [], tag: '-' };
const none: Spelling = { domains: [] };

/**
 * The one spelling of all the addresses that reach the same mailbox. Takes an address as we keep it (`mailboxAddress`: its domain is ASCII already). For
 * counting only, never for sending.
 *
 * Plus-tags are cut at every domain, whether its server knows them or not: an attacker who bombs one person at a server that does needs only one that we left
 * out, while two people whose names differ after a `+` merely share a budget.
 */
export function canonicalAddress(address: string): string {
  const { local, domain } = split(address.toLowerCase());
  const spelling = spellingOf(domain);
  const untagged = withoutTag(local, spelling.tag);
  // A name that is made of nothing else is left as it is: a mailbox is never empty.
  const name = spelling.plain?.(untagged) || untagged;

  return `${name}@${spelling.domain ?? domain}`;
}

function split(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  const [local, host] = [address.slice(0, at), address.slice(at + 1)];
  const dot = host.indexOf('.');
  const parent = host.slice(dot + 1);

  return spellingOf(parent).nameInHost ? { local: host.slice(0, dot), domain: parent } : { local, domain: host };
}

function spellingOf(domain: string): Spelling {
  // A company of its own in every country, all with the same habits.
  if (/^yahoo(?:\.[a-z]{2,3}){1,2}$/.test(domain)) return yahoo;

  return spellings.find(({ domains }) => domains.includes(domain)) ?? none;
}

/** What stands before the first tag; a name that begins with the sign of one has none there. */
function withoutTag(local: string, tag = '+'): string {
  const starts = ['+', tag].map((sign) => local.indexOf(sign, 1)).filter((at) => at > 0);

  return starts.length === 0 ? local : local.slice(0, Math.min(...starts));
}
