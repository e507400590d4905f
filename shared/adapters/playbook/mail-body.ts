import { lexer, type Token } from 'marked';

/** What a mail may be made of. Everything else Markdown knows (images, HTML, tables, code) is refused: mails are plain and alike in every client. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'em'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] };
export type Block =
  | { kind: 'paragraph' | 'heading' | 'quote'; children: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'rule' };

type Report = (raw: string, message: string) => void;

/** Reads a mail's Markdown. `report` gets the offending piece of the source, so that the caller can find its line. */
export function readMailBody(markdown: string, report: Report): Block[] {
  return lexer(markdown).flatMap((token): Block[] => {
    switch (token.type) {
      case 'space':
        return [];
      case 'hr':
        return [{ kind: 'rule' }];
      case 'paragraph':
      case 'heading':
        return [{ kind: token.type, children: inlines(token.tokens, report) }];
      case 'blockquote':
        return [{ kind: 'quote', children: flowOf(token.tokens, report) }];
      case 'list':
        return [{ kind: 'list', ordered: token.ordered === true, items: itemsOf(token, report) }];
      default:
        report(token.raw, refusal(token.type));

        return [];
    }
  });
}

function inlines(tokens: Token[] | undefined, report: Report): Inline[] {
  return (tokens ?? []).flatMap((token): Inline[] => {
    switch (token.type) {
      case 'text':
        if (/&(?:[a-z]+|#\d+|#x[0-9a-f]+);/i.test(token.raw))
          report(token.raw, 'write the character itself instead of its HTML code');

        return [{ kind: 'text', text: token.raw.replace(/\s*\n\s*/g, ' ') }];
      case 'escape':
        return [{ kind: 'text', text: String(token.text) }];
      case 'br':
        return [{ kind: 'break' }];
      case 'strong':
      case 'em':
        return [{ kind: token.type, children: inlines(token.tokens, report) }];
      case 'link': {
        const href = String(token.href);
        if (!isAddress(href))
          report(token.raw, `a link must go to https://…, mailto:… or a placeholder such as {{offerUrl}}`);

        return [{ kind: 'link', href, children: inlines(token.tokens, report) }];
      }
      default:
        report(token.raw, refusal(token.type));

        return [];
    }
  });
}

function itemsOf(list: Token, report: Report): Inline[][] {
  const items: Token[] = 'items' in list && Array.isArray(list.items) ? list.items : [];

  return items.map((item) => flowOf('tokens' in item ? item.tokens : undefined, report));
}

/** The text of a list item or a quotation: paragraphs one after the other, nothing nested. */
function flowOf(tokens: Token[] | undefined, report: Report): Inline[] {
  const parts = (tokens ?? []).flatMap((token): Inline[][] => {
    if (token.type === 'space') return [];
    if (token.type === 'text' || token.type === 'paragraph') return [inlines(token.tokens, report)];
    report(token.raw, refusal(token.type));

    return [];
  });

  return parts.flatMap((part, index): Inline[] => (index === 0 ? part : [{ kind: 'break' }, ...part]));
}

const isAddress = (href: string): boolean =>
  /^(?:https:\/\/|mailto:)[^\s"<>]+$|^\{\{[a-zA-Z][a-zA-Z0-9]*Url\}\}$/.test(href);

const names: Record<string, string> = {
  html: 'HTML',
  image: 'an image',
  code: 'a code block',
  codespan: 'code',
  table: 'a table',
};
const refusal = (type: string): string => `${names[type] ?? `"${type}"`} is not supported in a mail`;
