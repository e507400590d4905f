import type { Locale } from '#contracts/playbook.ts';
import { escapeHtml } from '../mail/escape-html.ts';
import type { Block, Inline } from './mail-body.ts';

const page = 'margin:0;padding:24px 16px;background:#ffffff;color:#1d2733;font:16px/1.55 Helvetica,Arial,sans-serif';
const column = 'max-width:36em;margin:0 auto';
const link = 'color:#0b5c8a';
const button =
  'display:inline-block;padding:11px 20px;border:1px solid #0b5c8a;border-radius:4px;color:#0b5c8a;font-weight:bold;text-decoration:none';

/** A mail as a small HTML document: styles inline (mail clients drop the rest), no image, nothing loaded from anywhere. */
export const mailHtml = (blocks: readonly Block[], subject: string, locale: Locale): string =>
  `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(subject)}</title>
</head>
<body style="${page}">
<div style="${column}">
${blocks.map(blockHtml).join('\n')}
</div>
</body>
</html>
`;

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 1em">${paragraphHtml(block.children)}</p>`;
    case 'heading':
      return `<h1 style="margin:0 0 .7em;font-size:20px;line-height:1.3">${inlineHtml(block.children)}</h1>`;
    case 'quote':
      return `<blockquote style="margin:0 0 1em;padding:2px 0 2px 14px;border-left:3px solid #c9d3dc">${inlineHtml(block.children)}</blockquote>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      const items = block.items.map((item) => `<li style="margin:0 0 .3em">${inlineHtml(item)}</li>`).join('');

      return `<${tag} style="margin:0 0 1em;padding:0 0 0 1.4em">${items}</${tag}>`;
    }
    case 'rule':
      return '<hr style="margin:1.6em 0;border:0;border-top:1px solid #c9d3dc">';
  }
}

/** A link that has a paragraph to itself is what the mail is about, and looks like it. */
function paragraphHtml(children: readonly Inline[]): string {
  const [only, ...others] = children;
  if (only?.kind !== 'link' || others.length > 0) return inlineHtml(children);

  return `<a href="${escapeHtml(only.href)}" style="${button}">${labelHtml(only.children)}</a>`;
}

const inlineHtml = (children: readonly Inline[]): string => children.map(pieceHtml).join('');

function pieceHtml(piece: Inline): string {
  switch (piece.kind) {
    case 'text':
      return linked(escapeHtml(piece.text));
    case 'break':
      return '<br>';
    case 'strong':
    case 'em':
      return `<${piece.kind}>${inlineHtml(piece.children)}</${piece.kind}>`;
    case 'link':
      return `<a href="${escapeHtml(piece.href)}" style="${link}">${labelHtml(piece.children)}</a>`;
  }
}

/** The words of a link; a link cannot hold another one. */
const labelHtml = (children: readonly Inline[]): string =>
  children.map((piece) => (piece.kind === 'text' ? escapeHtml(piece.text) : pieceHtml(piece))).join('');

/** An address written out can be followed, too. */
const linked = (text: string): string =>
  text.replace(/\{\{[a-zA-Z0-9]*Url\}\}/g, (address) => `<a href="${address}" style="${link}">${address}</a>`);
