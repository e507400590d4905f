import { expect, it } from 'vitest';
import { blockReasons, refusalReasons } from '#domain/consent/suppression.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { liftBlock } from '#domain/lead/lift-block.ts';
import { aConfirmedLead, NOW } from '#test/support/a-lead.ts';

it.each(blockReasons)('ends a block because of %s, and nothing else', (reason) => {
  const lead = aConfirmedLead({ suppressed: reason });
  const { suppressed: _, ...rest } = lead;

  expect(liftBlock(lead, undefined, NOW).lead).toEqual({ ...rest, version: lead.version + 1 });
});

it.each(blockReasons)('leaves the refusal that stands behind a block because of %s', (reason) => {
  expect(liftBlock(aConfirmedLead({ suppressed: reason }), 'unsubscribed', NOW).lead.suppressed).toBe('unsubscribed');
});

it.each(refusalReasons)('does not end a refusal: %s', (reason) => {
  expect(isUnchanged(liftBlock(aConfirmedLead({ suppressed: reason }), reason, NOW))).toBe(true);
});
