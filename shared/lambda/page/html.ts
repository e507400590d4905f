import { html as honoHtml, raw } from 'hono/html';

declare const escaped: unique symbol;

/** Markup that is safe to place in a page: only {@link html} and {@link trusted} make it. */
export interface Html {
  readonly [escaped]: true;
  toString(): string;
}

type Child = string | number | Html | readonly Html[] | undefined | false;

/** A template tag that escapes every value except markup made by itself. Write attribute values in double quotes. */
export function html(strings: TemplateStringsArray, ...children: Child[]): Html {
  // Hono answers with a promise only where a value is one, and `Child` admits none.
  return honoHtml(strings, ...children) as unknown as Html;
}

/** Marks a constant of our own as markup. Never for anything that came from outside. */
export const trusted = (constant: string): Html => raw(constant) as unknown as Html;
