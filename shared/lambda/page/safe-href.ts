/**
 * The address when a link may lead there: http(s), or a path of our own. Undefined for everything else, among it `javascript:`, `data:` and the
 * network-path forms `//evil.example` and `/\evil.example`, which browsers read as another host.
 */
export function safeHref(address: string | undefined): string | undefined {
  if (address === undefined || hasControl(address)) return undefined;
  if (/^https?:\/\//i.test(address)) return URL.canParse(address) ? address : undefined;

  return /^\/(?![/\\])/.test(address) ? address : undefined;
}

// Browsers drop tabs and newlines inside an address, so `/\t/evil.example` would lead to another host.
const hasControl = (text: string): boolean => /\p{Cc}/u.test(text);
