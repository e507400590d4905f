/** A piece of HTML that is safe to show. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number;

/** HTML in which every inserted text is escaped: ids and names of rules come from files that anybody may have written. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.reduce((text, piece, index) => `${text}${shown(parts[index - 1] ?? '')}${piece}`));

export const join = (parts: readonly Html[], between = ''): Html =>
  new Html(parts.map(({ text }) => text).join(between));

const shown = (part: Part): string => (part instanceof Html ? part.text : escaped(String(part)));

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
