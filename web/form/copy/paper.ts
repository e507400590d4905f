/** The white paper as data: sections in order; a section may close with a table or a list. */
export interface Paper {
  title: string;
  subtitle: string;
  byline: string;
  other: string;
  sections: readonly Section[];
  checklist: { title: string; intro: string; parts: readonly { title: string; items: readonly string[] }[] };
  sources: { title: string; items: readonly string[] };
}

export interface Section {
  title: string;
  paragraphs: readonly string[];
  table?: { head: readonly string[]; rows: readonly (readonly string[])[] };
  /** The chart of the landing page belongs here. */
  chart?: boolean;
}
