/** What becomes of a mail that SES took. */
export const outcomes = [
  'delivered',
  'hard-bounce',
  'soft-bounce',
  'complaint',
  'automatic-answer',
  'suppressed',
] as const;
export type Outcome = (typeof outcomes)[number];

const simulated: Readonly<Record<string, readonly Outcome[]>> = {
  success: ['delivered'],
  bounce: ['hard-bounce'],
  complaint: ['delivered', 'complaint'],
  ooto: ['delivered', 'automatic-answer'],
  suppressionlist: ['suppressed'],
};

/**
 * What happens to a mail to this address by itself, in order. All arrive, but those to the mailbox simulator, which may carry a label
 * (`bounce+anything@simulator.amazonses.com`): https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
export function outcomesFor(address: string): readonly Outcome[] {
  const name = /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(address)?.[1]?.toLowerCase() ?? '';

  return (Object.hasOwn(simulated, name) ? simulated[name] : undefined) ?? ['delivered'];
}
