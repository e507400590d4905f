import { randomUUID } from 'node:crypto';
import type { Figure } from '../figure.ts';
import { formOf } from '../submission.ts';
import type { System } from '../system.ts';
import { callFigures } from './calls.ts';
import { growthFigures } from './growth.ts';
import { liveALife } from './life.ts';
import { startQuietStack } from './quiet-stack.ts';
import { unitFigures } from './units.ts';

/** Calls, units and growth, counted over whole lives of leads on a quiet day. */
export async function lifeFigures(system: System, { stored }: { stored: number }): Promise<Figure[]> {
  const stack = await startQuietStack(system);
  const form = formOf(system.functions.capture);
  try {
    // The very first life makes keys and rotation.
    await liveALife(stack, form, randomUUID());
    const life = await liveALife(stack, form, randomUUID());

    return [
      ...(await callFigures(stack, form, life)),
      ...unitFigures(life),
      ...(await growthFigures(stack, form, stored)),
    ];
  } finally {
    await stack.stop();
  }
}
