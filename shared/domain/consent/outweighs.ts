import type { BlockReason } from './suppression.ts';

/** From the weakest to the strongest: what a human has to think about before lifting a block. */
const byWeight: readonly BlockReason[] = ['soft-bounces', 'hard-bounce', 'not-me', 'complaint'];

/** Whether a reason takes the place of the one that blocks an address already, so that the order in which they come does not matter. */
export const outweighs = (reason: BlockReason, standing: BlockReason | undefined): boolean =>
  standing === undefined || byWeight.indexOf(reason) > byWeight.indexOf(standing);
