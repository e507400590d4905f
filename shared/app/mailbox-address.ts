import * as z from 'zod/mini';

const Email = z.email();
const LOCAL_PART = 64;

/**
 * An e-mail address in the one spelling under which we keep it: lower case, and the domain in ASCII. Undefined for what is none, and for a local part
 * outside ASCII, which SES could not mail.
 */
export function mailboxAddress(typed: string): string | undefined {
  const at = typed.lastIndexOf('@');
  const local = typed.slice(0, at).toLowerCase();
  const domain = asciiDomain(typed.slice(at + 1));
  const address = `${local}@${domain}`;
  if (at < 1 || domain === '' || local.length > LOCAL_PART || !Email.safeParse(address).success) return undefined;

  return address;
}

/** Empty for what is no domain name. */
function asciiDomain(domain: string): string {
  if (!/^[^\s/?#@:\\%[\]]+$/u.test(domain)) return '';
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return '';
  }
}
