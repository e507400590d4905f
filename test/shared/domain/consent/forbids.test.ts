import { describe, expect, it } from 'vitest';
import { forbids } from '#domain/consent/forbids.ts';
import { type BlockReason, blockReasons, refusalReasons } from '#domain/consent/suppression.ts';
import { NOW } from '#test/support/a-lead.ts';

/** Whether what one spelling of a mailbox did holds for the others. */
const holdsForMailbox: Record<BlockReason, boolean> = {
  'not-me': true,
  complaint: true,
  'hard-bounce': false,
  'soft-bounces': false,
};

it('lets everything through to whom the list does not know', () => {
  expect([forbids({}, 'opt-in'), forbids({}, 'marketing')]).toEqual([false, false]);
});

describe.each(blockReasons)('%s', (reason) => {
  const state = { block: { reason, at: NOW } };

  it('stops every mail to the address itself', () => {
    expect([forbids({ exact: state }, 'opt-in'), forbids({ exact: state }, 'marketing')]).toEqual([true, true]);
  });

  it(`${holdsForMailbox[reason] ? 'stops' : 'does not stop'} mail to its other spellings`, () => {
    const { [reason]: expected } = holdsForMailbox;

    expect([forbids({ mailbox: state }, 'opt-in'), forbids({ mailbox: state }, 'marketing')]).toEqual([
      expected,
      expected,
    ]);
  });
});

it.each(refusalReasons)('%s stops marketing to the address itself, not the question whether it is wanted', (reason) => {
  const state = { refusal: { reason, at: NOW } };

  expect([forbids({ exact: state }, 'opt-in'), forbids({ exact: state }, 'marketing')]).toEqual([false, true]);
  expect([forbids({ mailbox: state }, 'opt-in'), forbids({ mailbox: state }, 'marketing')]).toEqual([false, false]);
});
