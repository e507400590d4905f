import { html, raw } from 'hono/html';
import { type Answer, answer } from './answer.ts';
import type { Html } from './html.ts';
import { livePath } from './live.ts';
import { style, styleSource } from './style.ts';

const policy = [
  "default-src 'none'",
  `style-src ${styleSource}`,
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const places = [
  ['/local/', 'Tour'],
  ['/local/inbox', 'Inbox'],
  ['/local/leads', 'Leads'],
  ['/local/clock', 'Clock'],
  ['/local/meter', 'Meter'],
  ['/local/releases', 'Releases'],
  ['/local/dead-letters', 'Dead letters'],
] as const;

export type PageProps = {
  readonly title: string;
  /** The place in the navigation that this page belongs to. */
  readonly here: (typeof places)[number][0];
  readonly body: Html;
  readonly status?: number;
};

/** A pan with grains of gold in it. */
const pan =
  '<svg xmlns="http://www.w3.org/2000/svg" width="26" height="26" viewBox="0 0 26 26" fill="none" aria-hidden="true"><path d="M2 9h22c0 6.6-4.9 11-11 11S2 15.6 2 9Z" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/><circle cx="13" cy="14.5" r="2" fill="currentColor"/><circle cx="8.4" cy="12.6" r="1.1" fill="currentColor"/><circle cx="17.4" cy="12.2" r="1.1" fill="currentColor"/></svg>';
export const favicon = pan.replace('<svg ', '<svg color="#b07d12" ');

/** A whole local page: no third party, no style or script but ours. */
export async function page({ title, here, body, status = 200 }: PageProps): Promise<Answer> {
  const document = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Goldpan, local</title>
<link rel="icon" href="/local/favicon.svg" type="image/svg+xml">
<style>${raw(style)}</style>
<script src="${livePath}" defer></script>
</head>
<body>
<header class="bar"><div>
<a class="brand" href="/local/">${raw(pan)}<span>Goldpan <small>on this machine</small></span></a>
<nav aria-label="Local pages">${places.map(([path, name]) => html`<a href="${path}"${path === here ? raw(' aria-current="page"') : ''}>${name}</a>`)}</nav>
</div></header>
<main>
${body}
</main>
</body>
</html>
`;

  return answer(
    status,
    { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
    String(document),
  );
}
