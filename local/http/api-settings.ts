import * as z from 'zod';
import type { Model, Resource } from '#local/cfn/model.ts';
import type { CorsSettings } from './cors.ts';
import { parseRouteKey, type Route } from './routes.ts';

/** One HTTP API of the template. */
export type ApiSettings = {
  readonly id: string;
  readonly accountId: string;
  /** `$default`, or the name that prefixes each path. */
  readonly stage: string;
  readonly routes: readonly Route[];
  readonly cors: CorsSettings | undefined;
};

const ApiProperties = z.object({
  CorsConfiguration: z
    .object({
      AllowOrigins: z.array(z.string()).default([]),
      AllowMethods: z.array(z.string()).default([]),
      AllowHeaders: z.array(z.string()).default([]),
      ExposeHeaders: z.array(z.string()).default([]),
      AllowCredentials: z.boolean().default(false),
      MaxAge: z.number().optional(),
    })
    .optional(),
});
const RouteProperties = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.string().default('NONE'),
});
const IntegrationProperties = z.object({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().default(30_000),
});
const StageProperties = z.object({ ApiId: z.string(), StageName: z.string() });

/** All HTTP APIs of the model. What the runtime does not serve (authorizers, other integrations) throws instead of being left out. */
export function apisOf(model: Model): ApiSettings[] {
  return model.ofType('AWS::ApiGatewayV2::Api').map((api) => {
    const { CorsConfiguration: cors } = ApiProperties.parse(api.properties);
    const [stage] = model
      .ofType('AWS::ApiGatewayV2::Stage')
      .map(({ properties }) => StageProperties.parse(properties))
      .filter(({ ApiId }) => ApiId === api.physicalId);

    return {
      id: api.physicalId,
      accountId: model.accountId,
      stage: stage?.StageName ?? '$default',
      routes: model.ofType('AWS::ApiGatewayV2::Route').flatMap((route) => routeOf(model, api, route)),
      cors: cors && {
        origins: cors.AllowOrigins,
        methods: cors.AllowMethods,
        headers: cors.AllowHeaders,
        exposed: cors.ExposeHeaders,
        credentials: cors.AllowCredentials,
        maxAgeSeconds: cors.MaxAge,
      },
    };
  });
}

function routeOf(model: Model, api: Resource, resource: Resource): Route[] {
  const { ApiId, RouteKey, Target, AuthorizationType } = RouteProperties.parse(resource.properties);
  if (ApiId !== api.physicalId) return [];
  if (AuthorizationType !== 'NONE') {
    throw new Error(`The route ${RouteKey} needs the authorizer ${AuthorizationType}, which the local runtime lacks.`);
  }
  const integration = model
    .ofType('AWS::ApiGatewayV2::Integration')
    .find(({ physicalId }) => Target === `integrations/${physicalId}`);
  if (integration === undefined) throw new Error(`The route ${RouteKey} has no integration ${Target}.`);
  const { IntegrationUri, TimeoutInMillis } = IntegrationProperties.parse(integration.properties);

  return [parseRouteKey(RouteKey, functionArn(IntegrationUri), TimeoutInMillis)];
}

/** The function's ARN, given as such or as API Gateway's `…/functions/<arn>/invocations`. */
function functionArn(uri: string): string {
  return /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;
}
