import type { Block, Inline } from './mail-body.ts';

/** A mail as plain text: paragraphs on one line each (the reader's client wraps them), addresses written out. */
export const mailText = (blocks: readonly Block[]): string => `${blocks.map(blockText).join('\n\n')}\n`;

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph': {
      const [only, ...others] = block.children;
      if (only?.kind !== 'link' || others.length > 0) return inlineText(block.children);

      return `${inlineText(only.children)}:\n${only.href}`;
    }
    case 'heading':
      return inlineText(block.children);
    case 'quote':
      return inlineText(block.children).replace(/^/gm, '> ');
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${inlineText(item)}`)
        .join('\n');
    case 'rule':
      return '--------';
  }
}

const inlineText = (children: readonly Inline[]): string => children.map(pieceText).join('');

function pieceText(piece: Inline): string {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'break':
      return '\n';
    case 'strong':
    case 'em':
      return inlineText(piece.children);
    case 'link': {
      const label = inlineText(piece.children);

      return label === piece.href || `mailto:${label}` === piece.href ? label : `${label} <${piece.href}>`;
    }
  }
}
