import type { IncomingMessage, ServerResponse } from 'node:http';

/** Serves a request and resolves with true; or leaves it untouched and resolves with false, for the next to try. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
