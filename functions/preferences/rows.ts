import { type Html, html } from '#lambda/page/html.ts';
import type { Row, SourcedRows } from './held-data.ts';

/** Label and value, one line each. */
export const rowList = (rows: readonly Row[]): Html =>
  html`<dl class="rows">${rows.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;

/** The same, with where it is from above. */
export const sourcedLists = (groups: readonly SourcedRows[]): Html =>
  html`${groups.map(({ source, rows }) => html`<p class="soft small source">${source}</p>${rowList(rows)}`)}`;
