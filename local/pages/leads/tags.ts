import { html } from 'hono/html';
import { words } from '../format.ts';
import type { Html } from '../html.ts';

const kinds: Readonly<Record<string, string>> = {
  mql: 'gold',
  sql: 'gold',
  customer: 'gold',
  lost: 'alarm',
  disqualified: 'alarm',
  raw: 'quiet',
  pending: 'quiet',
  requested: 'quiet',
  expired: 'alarm',
  withdrawn: 'alarm',
  lapsed: 'alarm',
  declined: 'alarm',
  held: 'quiet',
  'given-up': 'alarm',
};
const upperCase = new Set(['mql', 'sql']);

/** A state as a coloured word: of a stage, an opt-in, a consent or an offer. */
export const tag = (state: string): Html =>
  html`<span class="tag ${kinds[state] ?? ''}">${upperCase.has(state) ? state.toUpperCase() : words(state)}</span>`;
