import { type Answer, answer } from '../answer.ts';

const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  // What a mail may show is what mail programs show without asking: nothing from afar.
  'img-src data:',
  "frame-ancestors 'self'",
  "base-uri 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** A mail's HTML as a document of its own: it runs and loads nothing, and its links open beside the inbox, as in a mail program. */
export const mailFrame = (html: string): Answer =>
  answer(
    200,
    {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      // A link from a mail program carries no referrer.
      'referrer-policy': 'no-referrer',
    },
    html.replace(/<head\b[^>]*>|^/i, (head) => `${head}<base target="_blank">`),
  );
