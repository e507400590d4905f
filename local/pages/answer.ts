/** What a page answers. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const always = {
  'cache-control': 'no-store',
  // Our own pages post forms back to us: with `no-referrer` browsers would send them with `Origin: null`.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  vary: 'accept',
};

/** An answer with the headers that all local pages have. */
export const answer = (status: number, headers: Readonly<Record<string, string>>, body = ''): Answer => ({
  status,
  headers: { ...always, ...headers },
  body,
});

export const json = (value: unknown): Answer =>
  answer(200, { 'content-type': 'application/json' }, `${JSON.stringify(value, undefined, 2)}\n`);

/** After a form: the browser goes on to `location`, and reloading it posts nothing. */
export const seeOther = (location: string): Answer => answer(303, { location });

/** RFC 9457. */
export const problemJson = (
  status: number,
  title: string,
  errors: readonly { field: string; message: string }[] = [],
) =>
  answer(
    status,
    { 'content-type': 'application/problem+json' },
    `${JSON.stringify({ type: 'about:blank', title, status, ...(errors.length === 0 ? {} : { errors }) })}\n`,
  );
