import { dynamoBlockLifts } from '#adapters/dynamodb/block-lifts.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { dynamoSoftBounces } from '#adapters/dynamodb/soft-bounces.ts';
import { dynamoSuppressions } from '#adapters/dynamodb/suppressions.ts';
import { changeLead, retryConflicts } from '#app/change-lead.ts';
import { canonicalAddress } from '#domain/consent/canonical-address.ts';
import type { BlockReason, RefusalReason, SuppressionState } from '#domain/consent/suppression.ts';
import type { Instant } from '#domain/instant.ts';
import { liftBlock } from '#domain/lead/lift-block.ts';
import { forget } from '#domain/mailing/soft-bounces.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Command, Stored } from './command.ts';
import { ConsentProblem } from './consent-problem.ts';
import { ownerOf } from './lead-at.ts';
import { addressTyped, hashesOf } from './who.ts';

const blocked: Record<BlockReason, string> = {
  'not-me': 'its owner said: that was not me, never write again',
  complaint: 'its owner called a mail spam',
  'hard-bounce': 'the mailbox does not exist',
  'soft-bounces': 'too many mails in a row could not be delivered',
};
const refused: Record<RefusalReason, string> = {
  unsubscribed: 'It unsubscribed',
  erased: 'Its lead was erased',
};

/** Takes a block from an address, by the decision of a human. */
export const lift: Command = {
  usage: [['lift <address> --by NAME', 'ends the block of an address; NAME is kept on the suppression list']],
  options: ['by'],
  run: async ({ words: [who, ...more], options: { by = '' }, say, stored }) => {
    if (who === undefined || more.length > 0) throw new ConsentProblem('lift takes one address.');
    if (by.trim() === '') throw new ConsentProblem('Who decided to lift it? --by NAME');
    const { table, clock } = await stored();
    const address = addressTyped(who);
    const hashes = hashesOf(table);
    const own = await hashes.address(address);
    const mailbox = await hashes.address(canonicalAddress(address));
    const list = { client: table.client, name: table.suppressions };
    const standing = await dynamoSuppressions(list).of([own, mailbox]);
    const states = [...new Set([own, mailbox])].map((hash) => ({ hash, ...standing.get(hash) }));
    if (states.every(({ block }) => block === undefined))
      throw new ConsentProblem(notBlocked(address, standing.get(own)));
    // The lead first: what is left after a crash is the block, which can be lifted again.
    await tellLead(table, own, standing.get(own)?.refusal?.reason, clock);
    for (const { hash, block } of states) {
      if (block === undefined) continue;
      const isLifted = await dynamoBlockLifts(list).lift(hash, block, { by: by.trim(), at: clock() });
      if (!isLifted) throw new ConsentProblem('Its standing changed just now. Look again.');
      say(
        `${hash === own ? address : 'Every spelling of that mailbox'} was blocked since ${block.at}: ${blocked[block.reason]}. Lifted.`,
      );
    }
    say(
      'Opt-in mails may go there again when somebody asks for one. Marketing may not, before a new opt-in is confirmed.',
    );
    if (standing.get(own)?.block === undefined)
      say('Mails to another spelling of it may still be blocked: lift the address as it was written then.');
  },
};

function notBlocked(address: string, state: SuppressionState | undefined): string {
  if (state?.refusal === undefined) return `${address} is not blocked.`;
  const { reason, at } = state.refusal;

  return `${address} is not blocked. ${refused[reason]} at ${at}: only its owner ends that, by confirming a new opt-in.`;
}

/** The lead of the address stands no longer as blocked, and its bounces count from the beginning. */
async function tellLead(
  table: Stored['table'],
  addressHash: string,
  refusal: RefusalReason | undefined,
  clock: () => Instant,
): Promise<void> {
  const leadId = await ownerOf(table, addressHash);
  if (leadId === undefined) return;
  const softBounces = dynamoSoftBounces(table);
  await retryConflicts(async () => {
    const known = await softBounces.of(leadId);
    const forgotten = known && forget(known, clock());
    if (forgotten !== undefined && forgotten !== known) await softBounces.save(leadId, forgotten);
  });
  await changeLead(dynamoLeads(table, clock), leadId, (lead) => liftBlock(lead, refusal, clock())).catch((error) => {
    // Being erased: it has no standing any more.
    if (!(error instanceof LeadNotFoundError)) throw error;
  });
}
