import { CfnOutput, Duration, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import type { Route } from '../routes.ts';
import type { Stage } from '../stages.ts';
import type { AlarmsTopic } from './alarms-topic.ts';
import type { GoldpanFunction } from './goldpan-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { logGroup } from './log-group.ts';

/** One access log line. It names the route, not the path: paths carry tokens. It holds no address of a visitor. */
const accessLine = {
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  error: '$context.error.message',
};

/** The public HTTP API, payload 2.0, throttled and logged. It has no cache: every GET reaches its function. */
export class GoldpanHttpApi extends Construct {
  /** The public base of all links, without a trailing slash. */
  readonly baseUrl: string;
  readonly #api: HttpApi;

  constructor(
    scope: Construct,
    id: string,
    { stage, alarms }: { readonly stage: Stage; readonly alarms: AlarmsTopic },
  ) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Api', {
      apiName: `goldpan-${stage.name}`,
      createDefaultStage: false,
      // With a domain of its own the API answers there only: one address for all links.
      disableExecuteApiEndpoint: stage.domain !== undefined,
      corsPreflight: {
        allowOrigins: [...stage.allowedOrigins],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
        allowHeaders: ['content-type', 'goldpan-lead', 'idempotency-key'],
        maxAge: Duration.hours(1),
      },
    });
    this.baseUrl = stage.domain === undefined ? this.#api.apiEndpoint : `https://${stage.domain.name}`;
    new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.rate, burstLimit: stage.throttle.burst },
      accessLogSettings: {
        // Under this prefix API Gateway needs no entry in the account's size-limited log resource policy.
        destination: new LogGroupLogDestination(
          logGroup(this, 'AccessLog', stage, `/aws/vendedlogs/goldpan-${stage.name}-api`),
        ),
        format: AccessLogFormat.custom(JSON.stringify(accessLine)),
      },
      ...(stage.domain === undefined ? {} : { domainMapping: { domainName: this.#domain(stage.domain) } }),
    });
    new ImpactAlarm(this, 'ServerErrors', {
      alarms,
      impact: 'Visitors, prospects or salespeople get error pages; submissions may not be stored.',
      metric: this.#api.metricServerError({ period: Duration.minutes(1), statistic: 'sum' }),
      threshold: 1,
    });
  }

  /** Answers the routes with the functions they name. */
  serve(routes: readonly Route[], functionOf: (route: Route) => GoldpanFunction): void {
    const integrations = new Map<GoldpanFunction, HttpLambdaIntegration>();
    for (const route of routes) {
      const handler = functionOf(route);
      const integration = integrations.get(handler) ?? integrationOf(handler);
      integrations.set(handler, integration);
      for (const added of this.#api.addRoutes({ path: route.path, methods: [HttpMethod[route.method]], integration }))
        Validations.of(added).acknowledge({ id: 'AwsSolutions-APIG4', reason: route.openBecause });
    }
  }

  #domain({ name, certificateArn }: NonNullable<Stage['domain']>): DomainName {
    const domain = new DomainName(this, 'Domain', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
    });
    new CfnOutput(this, 'DomainRecord', { value: `${name} CNAME ${domain.regionalDomainName}` });

    return domain;
  }
}

function integrationOf(handler: GoldpanFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration(`${handler.name}-integration`, handler.resource, {
    payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
  });
}
