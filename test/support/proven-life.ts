import { sha256 } from '#adapters/system/world.ts';
import type { Channel } from '#contracts/playbook.ts';
import { append, type Declaration } from '#domain/consent/ledger.ts';
import { MINUTE } from '#domain/instant.ts';
import { capture, resubmit, type Submission } from '#domain/lead/capture.ts';
import { type Change, changed } from '#domain/lead/change.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { aSubmission, aViewer, aWithdrawal, someConsents } from './a-lead.ts';
import type { World } from './world.ts';

/** What goes into a ledger, in any order. */
export const provenSteps = [
  'submit with e-mail',
  'submit with all boxes',
  'mail',
  'deliver',
  'confirm',
  'withdraw calls',
  'withdraw all',
  'erase and come again',
] as const;
export type ProvenStep = (typeof provenSteps)[number];

/** A lead's life as far as its proof goes, in the real table. */
export async function liveProvenLife(
  world: World,
  steps: readonly ProvenStep[],
  { email, ...overrides }: { email: string } & Partial<Submission>,
): Promise<Lead> {
  const addressHash = await world.hashes.address(email);
  const submission = (...channels: Channel[]) =>
    aSubmission({ fields: { email, firstName: 'Ada' }, consents: someConsents(...channels), ...overrides });
  let lead = await come();
  for (const step of steps) {
    world.wait(MINUTE);
    lead = await live(step);
  }

  return lead;

  async function come(): Promise<Lead> {
    const born = (ledger?: Lead['ledger']) =>
      capture(submission('email', 'tracking'), { id: world.newId(), addressHash, ledger }, context());
    const first = born();
    const claimed = await world.leads.create(first);
    if (claimed.outcome === 'created') return first.lead;
    if (claimed.outcome !== 'vacant') throw new Error(`${email} is ${claimed.outcome}`);
    const again = born(claimed.address.ledger);
    await world.leads.create(again, { vacant: claimed.address });
    return again.lead;
  }

  async function live(step: ProvenStep): Promise<Lead> {
    const { requestId, status } = lead.optIn;
    switch (step) {
      case 'submit with e-mail':
        return saved(resubmit(lead, submission('email'), context()));
      case 'submit with all boxes':
        return saved(resubmit(lead, submission('email', 'phone', 'tracking'), context()));
      case 'mail':
        return saved(appended({ kind: 'mailed', requestId, mail: aMail }));
      case 'deliver':
        return saved(
          appended({ kind: 'delivered', requestId, messageId: aMail.messageId, deliveredAt: world.clock() }),
        );
      case 'confirm':
        return status === 'pending'
          ? saved(confirm(lead, { requestId, viewer: aViewer }, world.clock(), sha256))
          : lead;
      case 'withdraw calls':
        return saved(
          withdraw(lead, { ...aWithdrawal, only: ({ channel }) => channel === 'phone' }, world.clock(), sha256),
        );
      case 'withdraw all':
        return saved(withdraw(lead, aWithdrawal, world.clock(), sha256));
      case 'erase and come again':
        await saved(requestErasure(lead, { because: 'asked', viewer: aViewer }, world.clock(), sha256));
        return come();
    }
  }

  function appended(declaration: Declaration): Change {
    const { ledger, entries } = append(lead.ledger, [declaration], world.clock(), sha256);
    return changed(lead, { ...lead, ledger }, [], world.clock(), entries);
  }

  async function saved(change: Change): Promise<Lead> {
    if (change.lead !== lead) await world.leads.save(change);
    return change.lead;
  }

  function context() {
    return { now: world.clock(), requestId: world.newId(), sha256 };
  }
}

const aMail = {
  template: 'opt-in',
  locale: 'en',
  playbook: '3f2a91c07be4',
  sha256: sha256('Please confirm your e-mail address\n…'),
  messageId: '0100019a2b3c4d5e-7f6a-4b1c',
  keyId: '1',
} as const;
