import { type Html, html } from '#lambda/page/html.ts';
import type { Row } from './held-data.ts';

/** Label and value, one line each; where it is from below. */
export const rowList = (rows: readonly Row[]): Html =>
  html`<dl class="rows">${rows.map(
    ({ label, value, note }) =>
      html`<div><dt>${label}</dt><dd>${value}${note !== undefined && html` <small>${note}</small>`}</dd></div>`,
  )}</dl>`;
