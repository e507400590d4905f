import { describe, expect, it, test } from 'vitest';
import { findRoute, parseRouteKey } from '#local/http/routes.ts';

const routes = [
  'GET /forms/{formId}',
  'GET /forms/{formId}/thank-you',
  'POST /forms/{formId}/submissions',
  'GET /forms/welcome',
  'ANY /forms/welcome',
  'ANY /assets/{proxy+}',
  'GET /assets/{name}',
].map((key) => parseRouteKey(key, 'arn'));
const withDefault = [...routes, parseRouteKey('$default', 'arn')];

describe('a request goes to the most specific route', () => {
  test.each([
    ['GET', '/forms/whitepaper', 'GET /forms/{formId}', { formId: 'whitepaper' }],
    ['GET', '/forms/welcome', 'GET /forms/welcome', {}],
    ['POST', '/forms/welcome', 'ANY /forms/welcome', {}],
    ['POST', '/forms/a b/submissions', 'POST /forms/{formId}/submissions', { formId: 'a b' }],
    ['GET', '/assets/logo.svg', 'GET /assets/{name}', { name: 'logo.svg' }],
    ['HEAD', '/assets/logo.svg', 'ANY /assets/{proxy+}', { proxy: 'logo.svg' }],
    ['GET', '/assets/a/b/c', 'ANY /assets/{proxy+}', { proxy: 'a/b/c' }],
  ])('%s %s → %s', (method, path, key, pathParameters) => {
    const match = findRoute(routes, method, path);

    expect({ key: match?.route.key, pathParameters: match?.pathParameters }).toEqual({ key, pathParameters });
  });
});

describe('no route serves', () => {
  test.each([
    ['HEAD', '/forms/whitepaper'],
    ['POST', '/forms/whitepaper'],
    ['GET', '/forms'],
    ['GET', '/forms/'],
    ['GET', '/forms/whitepaper/'],
    ['GET', '/assets'],
    ['GET', '/assets/'],
    ['GET', '/'],
  ])('%s %s', (method, path) => {
    expect(findRoute(routes, method, path)).toBeUndefined();
    expect(findRoute(withDefault, method, path)?.route.key).toBe('$default');
  });
});

it('refuses what is no route key', () => {
  expect(() => parseRouteKey('GET forms', 'arn')).toThrow('GET forms is not a route key');
});
