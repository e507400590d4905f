import { html } from 'hono/html';

/** What `hono/html` makes: escaped text, at once or promised. It nests in itself. */
export type Html = ReturnType<typeof html>;

/** The line that a page shows where a list would be, as long as there is nothing to list. */
export const emptyNote = (text: string | Html): Html => html`<p class="empty">${text}</p>`;

/** A number and what it counts, for a `<dl class="figures">`. */
export const figure = (label: string, value: string | number, href?: string): Html =>
  html`<div><dt>${href === undefined ? label : html`<a href="${href}">${label}</a>`}</dt><dd>${value}</dd></div>`;

/** A label and its value, for a `<dl class="rows">`. */
export const row = (label: string | Html, value: string | number | Html): Html =>
  html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
