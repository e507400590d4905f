import { setTimeout as pause } from 'node:timers/promises';
import { dynamoStoredLedgers } from '#adapters/dynamodb/stored-ledgers.ts';
import { sha256 } from '#adapters/system/world.ts';
import { type LedgerFault, ledgerFault } from '#domain/consent/ledger-fault.ts';
import { inParallel } from '#local/demo/in-parallel.ts';
import type { LedgerName, StoredLedger, StoredLedgers } from '#ports/stored-ledgers.ts';
import type { Command } from './command.ts';
import { ConsentProblem } from './consent-problem.ts';
import { addressHashOf } from './who.ts';

const AT_A_TIME = 8;
/** Between two looks at a ledger that seems broken, ms: it may have been read while it was written. */
const SECOND_LOOK = 50;
const TELL_EVERY = 1_000;

/** Checks that every ledger is what was written: `npm run consent -- verify`. */
export const verify: Command = {
  usage: [
    ['verify', 'checks every ledger; names the entry that was changed, removed or reordered'],
    ['verify --address a@example.com', 'checks one ledger; or --lead ID'],
  ],
  options: ['address', 'lead'],
  run: async ({ words, options, say, stored }) => {
    if (words.length > 0) throw new ConsentProblem('verify takes --address or --lead, or nothing to check all.');
    const { table } = await stored();
    const ledgers = dynamoStoredLedgers(table);
    const { address, lead } = options;
    const names =
      address === undefined && lead === undefined
        ? ledgers.all()
        : [[{ addressHash: await addressHashOf(table, { address, lead }) }]];
    const { checked, entries, broken } = await verifyAll(ledgers, names, say);
    const sum = `${counted(checked, 'ledger')}, ${counted(entries, 'entry', 'entries')}`;
    if (checked === 1 && entries === 0 && broken === 0 && address !== undefined)
      throw new ConsentProblem(`Nothing is kept of ${address}.`);
    if (broken > 0) throw new ConsentProblem(`${sum}: ${broken} not as written.`);
    say(`${sum}: all as written.`);
  },
};

async function verifyAll(
  ledgers: StoredLedgers,
  names: AsyncIterable<readonly LedgerName[]> | Iterable<readonly LedgerName[]>,
  say: (text: string) => void,
) {
  const sum = { checked: 0, entries: 0, broken: 0 };
  for await (const some of names)
    await inParallel(some, AT_A_TIME, async (name) => {
      const { ledger, fault } = await look(ledgers, name);
      sum.entries += ledger.entries.length;
      if (fault !== undefined) {
        sum.broken += 1;
        say(`${name.addressHash}  entry ${fault.n}: ${says[fault.what]}`);
      }
      if (++sum.checked % TELL_EVERY === 0) say(`${sum.checked} ledgers checked …`);
    });

  return sum;
}

/** A ledger and what is wrong with it, at a second look as well as at the first. */
async function look(ledgers: StoredLedgers, name: LedgerName) {
  const first = await ledgers.of(name);
  if (faultOf(first) === undefined) return { ledger: first };
  await pause(SECOND_LOOK);
  const second = await ledgers.of(name);

  return { ledger: second, fault: faultOf(second) };
}

type Fault = Omit<LedgerFault, 'what'> & { readonly what: LedgerFault['what'] | 'unanchored' };

function faultOf(ledger: StoredLedger): Fault | undefined {
  const { entries, forgotten, head } = ledger;
  const fault = ledgerFault(entries, sha256, { ...forgotten, head });
  const last = entries.at(-1);
  if (fault !== undefined || head !== undefined || last === undefined) return fault;

  return { n: last.place + 1, what: 'unanchored' };
}

const says: Record<Fault['what'], string> = {
  missing: 'is missing',
  unreadable: 'is no entry any more, or belongs to nobody who had the address',
  misplaced: 'is not in its place: another entry lies there',
  changed: 'was changed: it does not have its hash',
  unchained: 'does not follow the entry before it: that one was replaced, or this one',
  added: 'was added: the ledger ends before it',
  rewritten: 'is not where the ledger ended: it was written anew',
  unanchored: 'or more may be missing: nothing says where the ledger ends',
};

const counted = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;
