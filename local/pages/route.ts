import type { Answer } from './answer.ts';
import type { PageRequest } from './request.ts';

type Serve = (request: PageRequest) => Promise<Answer> | Answer;

/** One address under `/local/`, and what each method does there. A GET changes nothing. */
export type Route = {
  /** A path, or a pattern whose named groups become the request's `path`, percent-decoded. */
  readonly path: string | RegExp;
  readonly get?: Serve;
  readonly post?: Serve;
};
