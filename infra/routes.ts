import type { FunctionName } from './functions.ts';

export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly function: FunctionName;
  /** Why the route carries no authorizer. */
  readonly openBecause: string;
};

const landingPage =
  'Landing pages call it for anonymous visitors; input is parsed, sizes are bounded and the stage is throttled.';
const signedLink = 'The token in the path is a keyed MAC bound to one purpose and one lead; the function checks it.';

/** The public routes of the HTTP API (design §8), each with the one function that answers it. */
export const routes: readonly Route[] = [
  { method: 'GET', path: '/forms/{formId}', function: 'capture', openBecause: landingPage },
  { method: 'POST', path: '/forms/{formId}/submissions', function: 'capture', openBecause: landingPage },
  { method: 'GET', path: '/forms/{formId}/thank-you', function: 'capture', openBecause: landingPage },
  { method: 'GET', path: '/confirm/{token}', function: 'confirm', openBecause: signedLink },
  { method: 'POST', path: '/confirm/{token}', function: 'confirm', openBecause: signedLink },
  { method: 'GET', path: '/preferences/{token}', function: 'preferences', openBecause: signedLink },
  { method: 'POST', path: '/preferences/{token}', function: 'preferences', openBecause: signedLink },
  { method: 'GET', path: '/preferences/{token}/data', function: 'preferences', openBecause: signedLink },
  { method: 'GET', path: '/preferences/{token}/certificate', function: 'preferences', openBecause: signedLink },
  { method: 'GET', path: '/preferences/{token}/erase', function: 'preferences', openBecause: signedLink },
  { method: 'POST', path: '/preferences/{token}/erase', function: 'preferences', openBecause: signedLink },
  { method: 'GET', path: '/unsubscribe/{token}', function: 'unsubscribe', openBecause: signedLink },
  { method: 'POST', path: '/unsubscribe/{token}', function: 'unsubscribe', openBecause: signedLink },
  { method: 'GET', path: '/not-me/{token}', function: 'unsubscribe', openBecause: signedLink },
  { method: 'POST', path: '/not-me/{token}', function: 'unsubscribe', openBecause: signedLink },
  {
    method: 'POST',
    path: '/activities',
    function: 'track',
    openBecause:
      'Sites and webinar tools report activities from the browser; each carries a token that the function checks.',
  },
  { method: 'GET', path: '/offers/{token}', function: 'respond', openBecause: signedLink },
  { method: 'POST', path: '/offers/{token}', function: 'respond', openBecause: signedLink },
];
