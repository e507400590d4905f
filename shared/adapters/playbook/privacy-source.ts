import * as z from 'zod';
import { Privacy } from '#contracts/playbook-privacy.ts';
import { Duration } from './source-durations.ts';

const { optIn, retention, pause } = Privacy.shape;
const Durations = { withdrawn: Duration, inactive: Duration, activities: Duration, proof: Duration };

/** `privacy.yaml`: the compiled shape with durations as text. */
export const PrivacySource = z.strictObject({
  ...Privacy.shape,
  optIn: z.strictObject({ ...optIn.shape, remindAfter: Duration.optional() }),
  minimumFillTime: Duration,
  retention: z.strictObject({ ...retention.shape, ...Durations }),
  pause: z.strictObject({ ...pause.shape, window: Duration }),
});
export type PrivacySource = z.infer<typeof PrivacySource>;
