/** An HTTP API's answer, payload format 2.0. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A JSON answer that nobody caches. */
export const json = (statusCode: number, body: unknown): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

export const accepted = (body: unknown): Answer => json(202, body);

/** After a plain form's POST: the browser goes on with a GET. `location` is one of our own paths. */
export const seeOther = (location: string): Answer => ({
  statusCode: 303,
  headers: { location, 'cache-control': 'no-store' },
  body: '',
});
