// Checks a certificate of consent that Goldpan issued. Needs Node 20 or later, no network, and nothing else.
//
//   node verify-certificate.mjs certificate.json [earlier.json]
//
// Exit code 0: everything fits together. 1: something was changed; the entry is named. How to do the same by hand: certificate.md.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

/** The one way to write a value as text: keys in the order of their characters, no white space between. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const parts = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${parts.join(',')}}`;
}

/** The hash of an entry: over all of it but the hash itself. */
function hashOf(entry) {
  const { hash, ...content } = entry;
  return sha256(canonical(content));
}

/** Everything that does not fit, in words. */
function faultsOf({ format, ledger }) {
  if (format !== 'goldpan-consent-certificate/1' || !Array.isArray(ledger?.entries))
    return ['The file is no certificate that this script knows.'];
  const faults = [];
  const must = (fits, n, what) => fits || faults.push(`Entry ${n}: ${what}`);
  let last = ledger.after;
  for (const entry of ledger.entries) {
    const next = last.entries + 1;
    must(entry.n <= next, next, `is missing; entry ${entry.n} comes instead.`);
    must(entry.n >= next, next, `is not in its place; entry ${entry.n} stands there.`);
    must(hashOf(entry) === entry.hash, entry.n, 'was changed; it does not have the hash that it claims.');
    must(entry.previous === last.hash, entry.n, 'does not follow the entry before it; one of the two was replaced.');
    if (entry.kind === 'requested')
      must(sha256(entry.wording.text) === entry.wording.sha256, entry.n, 'its wording is not the one that was hashed.');
    last = { entries: entry.n, hash: entry.hash };
  }
  const { entries: end, hash } = ledger.head;
  must(last.entries >= end, last.entries + 1, `is missing; the ledger goes on to entry ${end}.`);
  must(last.entries <= end, end + 1, `was added; the ledger ends with entry ${end}.`);
  must(last.entries !== end || last.hash === hash, end, 'is not the one with which the ledger ended.');
  return faults;
}

/** Whether the ledger of an earlier certificate is the beginning of this one. */
function faultsSince(earlier, { subject, ledger }) {
  const { head } = earlier.ledger;
  if (earlier.subject.addressHash !== subject.addressHash)
    return ['The two certificates are about different addresses.'];
  if (ledger.after.entries >= head.entries)
    return ['The earlier certificate ends before this one begins: there is nothing to compare.'];
  const same = ledger.entries.find(({ n }) => n === head.entries);
  return same?.hash === head.hash ? [] : [`Entry ${head.entries}: is another one than in the earlier certificate.`];
}

/** One entry as a sentence. */
function say(entry) {
  const consent = `${entry.channel}, purpose "${entry.purpose}"`;
  const viewer = entry.viewer
    ? `; from ${entry.viewer.ip || '(address not kept)'}, ${JSON.stringify(entry.viewer.userAgent)}`
    : '';
  const sentences = {
    requested: () =>
      `The box for ${consent} was ticked on form ${entry.wording.formId} (${entry.wording.locale}), page ${JSON.stringify(entry.wording.page)}, ` +
      `privacy notice ${entry.wording.privacyNotice}${viewer}.\n      Its words: ${JSON.stringify(entry.wording.text)}`,
    mailed: () =>
      `A mail with the link was handed to the mail provider (${entry.mail.template}, message ${entry.mail.messageId}, text SHA-256 ${entry.mail.sha256}).`,
    delivered: () => `The mailbox took the mail at ${entry.deliveredAt} (message ${entry.messageId}).`,
    confirmed: () => `The consent to ${consent} was confirmed (${entry.method})${viewer}.`,
    withdrawn: () => `The consent to ${consent} was withdrawn (${entry.method})${viewer}.`,
  };
  return `  ${String(entry.n).padStart(3)}  ${entry.at}  ${sentences[entry.kind]?.() ?? entry.kind}`;
}

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

try {
  const [file, earlierFile] = process.argv.slice(2);
  if (file === undefined) throw new Error('usage: node verify-certificate.mjs certificate.json [earlier.json]');
  const certificate = read(file);
  const earlier = earlierFile && read(earlierFile);
  const faults = [
    ...faultsOf(certificate),
    ...(earlier ? [...faultsOf(earlier), ...faultsSince(earlier, certificate)] : []),
  ];
  if (faults.length > 0) throw new Error(`NOT AS WRITTEN\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  const { issued, subject, ledger } = certificate;
  console.log(`Issued by ${issued.by} at ${issued.at}, about ${subject.address ?? '(address not kept any more)'}\n`);
  console.log(ledger.entries.map(say).join('\n'));
  console.log(`
EVERYTHING FITS: ${ledger.entries.length} entries; the ledger ends with entry ${ledger.head.entries}, hash
  ${ledger.head.hash}
What this proves:
  - Each wording is the one whose hash stands in the ledger, and no entry was changed, removed, added or moved after that
    last hash was made.${earlier ? `\n  - All ${earlier.ledger.head.entries} entries of the earlier certificate are in this ledger, unchanged.` : ''}
What it does not prove:
  - That the ledger is true. Whoever keeps it could have written all of it anew, hashes and all. Therefore keep certificates:
    give an earlier one as second file, and it shows whether the ledger was written anew since. The mails and the log of
    the mail provider (by message id) are evidence from elsewhere.
  - To whom it belongs. Address, issuer and date stand beside the ledger, under no hash. That the address has the hash
    ${subject.addressHash} only its keeper can show, with a key of its own.
  - Which person pressed the button: it shows that somebody did who could read mail to the address.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
