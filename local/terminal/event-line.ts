import * as z from 'zod';
import type { Palette } from './paint.ts';
import { clockTime } from './terminal.ts';

/** An event of the bus as far as the terminal shows it. Events carry no personal data, so neither does the line. */
const Shown = z.object({
  leadId: z.string(),
  at: z.iso.datetime(),
  formId: z.string().optional(),
  mail: z.string().optional(),
  fit: z.number().optional(),
  engagement: z.number().optional(),
  path: z.string().optional(),
  salesperson: z.string().optional(),
  reason: z.string().optional(),
  kind: z.string().optional(),
  by: z.string().optional(),
  fields: z.array(z.string()).optional(),
});
type Shown = z.infer<typeof Shown>;

const sentences: Readonly<Record<string, (event: Shown) => string>> = {
  'lead.captured': ({ formId }) => `sent the form ${formId}`,
  'lead.resubmitted': ({ formId }) => `sent the form ${formId} again`,
  'lead.mailed': ({ mail }) => `${mail} mail went out`,
  'lead.confirmed': () => 'confirmed the address',
  'lead.opt-in-expired': () => 'never confirmed: the link ran out',
  'lead.withdrawn': () => 'withdrew',
  'lead.scored': ({ fit = 0, engagement = 0 }) =>
    `scored: fit ${Math.round(fit)}, engagement ${Math.round(engagement)}`,
  'lead.qualified': ({ path }) => `is marketing qualified (${path})`,
  'lead.offered': ({ salesperson }) => `offered to ${salesperson}`,
  'lead.offer-reminder-due': ({ salesperson }) => `${salesperson} is reminded`,
  'lead.accepted': ({ salesperson }) => `${salesperson} took the lead`,
  'lead.declined': ({ salesperson, reason }) => `${salesperson} passed (${reason})`,
  'lead.offer-lapsed': ({ salesperson }) => `${salesperson} let the offer lapse`,
  'lead.established': ({ by, fields = [] }) => `${by} established ${fields.join(', ')}`,
  'lead.sales-qualified': () => 'is sales qualified',
  'lead.recycled': ({ reason }) => `back to raw (${reason})`,
  'activity.recorded': ({ kind }) => String(kind).replace('-', ' '),
};

/** What a lead is panned for. */
const golden = new Set(['lead.qualified', 'lead.accepted', 'lead.sales-qualified']);

/** One line for an event that is worth one; undefined for the others, and for what is no event of ours. */
export function eventLine(type: string, detail: string, paint: Palette): string | undefined {
  const read = Shown.safeParse(parsed(detail));
  const say = sentences[type];
  if (!read.success || say === undefined) return undefined;
  const colour = golden.has(type) ? paint.gold : (text: string) => text;

  return `${paint.soft(clockTime(new Date(read.data.at)))}  ${paint.soft(`lead …${read.data.leadId.slice(-6)}`)}  ${colour(say(read.data))}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
