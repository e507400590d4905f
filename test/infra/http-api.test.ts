import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { routes } from '#infra/routes.ts';
import { type Stage, stageNames, stages } from '#infra/stages.ts';
import { functionsOf, resources, target } from './support/resources.ts';
import { templatesOf } from './support/synthesized.ts';

const { service } = templatesOf();
const [api] = resources(service, 'AWS::ApiGatewayV2::Api');
const [stage] = resources(service, 'AWS::ApiGatewayV2::Stage');
const integrations = resources(service, 'AWS::ApiGatewayV2::Integration');

it('answers each public route with its function', () => {
  const names = new Map([...functionsOf(service)].map(([name, { id }]) => [id, name]));
  const served = resources(service, 'AWS::ApiGatewayV2::Route').map(({ Properties }) => {
    const integration = integrations.find(({ id }) => JSON.stringify(Properties.Target).includes(`"${id}"`));

    return [Properties.RouteKey, names.get(target(integration?.Properties.IntegrationUri) ?? '')];
  });
  expect(Object.fromEntries(served)).toEqual({
    'GET /forms/{formId}': 'capture',
    'POST /forms/{formId}/submissions': 'capture',
    'GET /forms/{formId}/thank-you': 'capture',
    'GET /confirm/{token}': 'confirm',
    'POST /confirm/{token}': 'confirm',
    'GET /preferences/{token}': 'preferences',
    'POST /preferences/{token}': 'preferences',
    'GET /preferences/{token}/data': 'preferences',
    'GET /preferences/{token}/certificate': 'preferences',
    'GET /preferences/{token}/erase': 'preferences',
    'POST /preferences/{token}/erase': 'preferences',
    'GET /unsubscribe/{token}': 'unsubscribe',
    'POST /unsubscribe/{token}': 'unsubscribe',
    'GET /not-me/{token}': 'unsubscribe',
    'POST /not-me/{token}': 'unsubscribe',
    'POST /activities': 'track',
    'GET /offers/{token}': 'respond',
    'POST /offers/{token}': 'respond',
  });
});

it('Every route × role: denied by default (there is no role yet: only the routes that say why they are open are served)', () => {
  const served = resources(service, 'AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);
  const open = routes.filter(({ openBecause }) => openBecause.length > 40);

  expect(open).toEqual(routes);
  expect(served.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(
    open.map(({ method, path }) => `${method} ${path}`).toSorted(),
  );
  // No catch-all that a new handler could answer unnoticed, and no other way in.
  for (const { RouteKey } of served) expect(RouteKey).not.toMatch(/\$default|^ANY |\+\}/);
  expect(resources(service, 'AWS::Lambda::Url')).toEqual([]);
  expect(resources(service, 'AWS::ApiGateway::RestApi')).toEqual([]);
  const callers = resources(service, 'AWS::Lambda::Permission').map(({ Properties }) => Properties.Principal);
  expect(callers.filter((one) => one === '*' || !String(one).endsWith('.amazonaws.com'))).toEqual([]);
});

it('hands functions payload 2.0', () => {
  expect(integrations.length).toBeGreaterThan(0);
  for (const { Properties } of integrations)
    expect(Properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
});

it('lets scripts of the stage’s landing pages alone call it', () => {
  expect(api?.Properties.CorsConfiguration).toMatchObject({
    AllowOrigins: stages.dev.allowedOrigins,
    AllowMethods: ['GET', 'POST'],
  });
  expect(JSON.stringify(api?.Properties.CorsConfiguration)).not.toContain('*');
});

it('is throttled by the stage’s numbers', () => {
  expect(stage?.Properties.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 });
});

it('logs the route, never the path, the query or the visitor', () => {
  const { Format } = z.object({ Format: z.string() }).parse(stage?.Properties.AccessLogSettings);
  expect(JSON.parse(Format)).toMatchObject({ route: '$context.routeKey' });
  expect(Format).not.toMatch(/context\.(path|identity|domainName|authorizer)|resourcePath|querystring/i);
});

describe('the base of public links', () => {
  const custom: Stage = {
    ...stages.prod,
    domain: { name: 'leads.example.com', certificateArn: 'arn:aws:acm:eu-central-1:111111111111:certificate/1' },
  };

  it('is the API’s own address without a domain', () => {
    expect(functionsOf(service).get('mail')?.environment.BASE_URL).toEqual({ 'Fn::GetAtt': [api?.id, 'ApiEndpoint'] });
    expect(api?.Properties.DisableExecuteApiEndpoint ?? false).toBe(false);
  });

  it('is the domain where the stage has one, and the API answers nowhere else', () => {
    const { service: named } = templatesOf(custom);
    expect(functionsOf(named).get('mail')?.environment.BASE_URL).toBe('https://leads.example.com');
    expect(resources(named, 'AWS::ApiGatewayV2::Api')[0]?.Properties.DisableExecuteApiEndpoint).toBe(true);
    expect(resources(named, 'AWS::ApiGatewayV2::ApiMapping')).toHaveLength(1);
  });
});

it.each(stageNames)('allows no foreign origin in %s', (name) => {
  expect(stages[name].allowedOrigins.every((origin) => /^https?:\/\/[^*/]+$/.test(origin))).toBe(true);
});
