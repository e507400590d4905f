import { describe, expect, it } from 'vitest';
import type { Model, Resource, Value } from '#local/cfn/model.ts';
import { rulesOf } from '#local/events/rules.ts';
import { schedulesOf } from '#local/events/schedules.ts';
import { apisOf } from '#local/http/api-settings.ts';
import { functionsOf } from '#local/lambda/function-settings.ts';
import { mappingsOf } from '#local/sources/mappings.ts';

type Properties = { [key: string]: Value };
const arn = (service: string, name: string) => `arn:aws:${service}:eu-central-1:000000000000:${name}`;
const functionArn = arn('lambda', 'function:score');

/** A model of the given resources, by type and logical id. */
function aModel(given: { [type: string]: { [logicalId: string]: Properties } }): Model {
  const resources = Object.entries(given).flatMap(([type, byId]) =>
    Object.entries(byId).map(
      ([logicalId, properties]): Resource => ({
        stack: 'service',
        logicalId,
        type,
        properties,
        physicalId: logicalId,
        arn: type === 'AWS::Lambda::Function' ? arn('lambda', `function:${logicalId}`) : arn('test', logicalId),
        metadata: {},
      }),
    ),
  );

  return {
    region: 'eu-central-1',
    accountId: '000000000000',
    resources,
    outputs: {},
    ofType: (type) => resources.filter((resource) => resource.type === type),
    byArn: (wanted) => resources.find((resource) => resource.arn === wanted),
    codeFolder: ({ logicalId }) => `/code/${logicalId}`,
  };
}
const score = { 'AWS::Lambda::Function': { score: { Handler: 'index.handler' } } };
const mapping = (properties: Properties) =>
  mappingsOf(
    aModel({ ...score, 'AWS::Lambda::EventSourceMapping': { Source: { FunctionName: 'score', ...properties } } }),
  );

describe('a function of the template', () => {
  it("has Lambda's defaults where it says nothing", () => {
    expect(functionsOf(aModel(score))).toMatchObject([
      {
        name: 'score',
        arn: functionArn,
        folder: '/code/score',
        memoryMegabytes: 128,
        timeoutSeconds: 3,
        environment: {},
        asynchronous: { retries: 2 },
      },
    ]);
  });

  it('takes what it says, also about asynchronous events', () => {
    const model = aModel({
      'AWS::Lambda::Function': {
        score: {
          Handler: 'index.handler',
          MemorySize: 256,
          Timeout: 20,
          ReservedConcurrentExecutions: 1,
          Environment: { Variables: { STAGE: 'dev' } },
          LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'WARN', LogGroup: 'score-logs' },
        },
      },
      'AWS::Lambda::EventInvokeConfig': {
        Config: {
          FunctionName: 'score',
          Qualifier: '$LATEST',
          MaximumRetryAttempts: 0,
          DestinationConfig: { OnFailure: { Destination: arn('sqs', 'failed') } },
        },
      },
    });

    expect(functionsOf(model)).toMatchObject([
      {
        memoryMegabytes: 256,
        timeoutSeconds: 20,
        reservedConcurrency: 1,
        environment: { STAGE: 'dev' },
        logFormat: 'JSON',
        logLevel: 'WARN',
        logGroup: 'score-logs',
        asynchronous: { retries: 0, onFailure: arn('sqs', 'failed') },
      },
    ]);
  });

  it('that is no bundle for Node is refused by name', () => {
    expect(() => functionsOf(aModel({ 'AWS::Lambda::Function': { image: { PackageType: 'Image' } } }))).toThrow(
      'The function image',
    );
  });
});

describe('an event source mapping of the template', () => {
  it('of a stream retries for ever unless told', () => {
    expect(mapping({ EventSourceArn: arn('dynamodb', 'table/leads/stream/2026') })).toMatchObject([
      {
        kind: 'stream',
        id: 'service.Source',
        functionArn,
        tableName: 'leads',
        batchSize: 100,
        retries: Number.POSITIVE_INFINITY,
        maximumAgeMilliseconds: Number.POSITIVE_INFINITY,
      },
    ]);
  });

  it('of a queue takes ten messages unless told', () => {
    expect(
      mapping({ EventSourceArn: arn('sqs', 'work'), FunctionResponseTypes: ['ReportBatchItemFailures'] }),
    ).toMatchObject([{ kind: 'queue', queueName: 'work', batchSize: 10, reportsFailures: true }]);
  });

  it('hears what any of its filters lets through', () => {
    const filters = {
      Filters: [
        { Pattern: '{"eventName":["INSERT"]}' },
        { Pattern: '{"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"ACTIVITY#"}]}}}}' },
      ],
    };
    const [{ filter } = {}] = mapping({
      EventSourceArn: arn('dynamodb', 'table/leads/stream/2026'),
      FilterCriteria: filters,
    });

    expect(filter?.({ eventName: 'INSERT' })).toBe(true);
    expect(filter?.({ eventName: 'REMOVE', dynamodb: { Keys: { sk: { S: 'ACTIVITY#1' } } } })).toBe(true);
    expect(filter?.({ eventName: 'REMOVE', dynamodb: { Keys: { sk: { S: 'LEAD' } } } })).toBe(false);
  });

  it.each<[string, Properties, string]>([
    ['of another source', { EventSourceArn: arn('kinesis', 'stream/x') }, 'is neither'],
    [
      'of an unknown function',
      { EventSourceArn: arn('sqs', 'work'), FunctionName: 'nobody' },
      'there is no function nobody',
    ],
    [
      'with a filter AWS refuses',
      { EventSourceArn: arn('sqs', 'work'), FilterCriteria: { Filters: [{ Pattern: '{"body":[]}' }] } },
      'not valid at body',
    ],
  ])('%s is refused by name', (_, properties, reason) => {
    expect(() => mapping(properties)).toThrow(/The event source mapping Source cannot be run locally/);
    expect(() => mapping(properties)).toThrow(reason);
  });

  it('that is disabled does not run', () => {
    expect(mapping({ EventSourceArn: arn('sqs', 'work'), Enabled: false })).toEqual([]);
  });
});

describe('a rule of the template', () => {
  const rule = (properties: Properties) => aModel({ 'AWS::Events::Rule': { Hears: properties } });
  const Targets = [
    {
      Id: 'T',
      Arn: arn('sqs', 'work'),
      RetryPolicy: { MaximumRetryAttempts: 5 },
      DeadLetterConfig: { Arn: arn('sqs', 'dead') },
    },
  ];

  it('hears its pattern on its bus, whether that is named or given as ARN', () => {
    for (const EventBusName of ['goldpan', arn('events', 'event-bus/goldpan')]) {
      const [read] = rulesOf(rule({ EventBusName, EventPattern: { source: ['goldpan'] }, Targets }));

      expect(read).toMatchObject({
        busName: 'goldpan',
        targets: [{ arn: arn('sqs', 'work'), retries: 5, deadLetterArn: arn('sqs', 'dead') }],
      });
      expect(read?.matches?.({ source: 'goldpan' })).toBe(true);
    }
  });

  it('that is disabled hears nothing', () => {
    expect(rulesOf(rule({ State: 'DISABLED', EventPattern: { source: ['goldpan'] }, Targets }))).toEqual([]);
  });

  it('whose pattern AWS refuses is refused with its name and the place', () => {
    expect(() => rulesOf(rule({ EventPattern: { detail: { stage: 'mql' } }, Targets }))).toThrow(
      /The rule Hears .*detail\.stage/,
    );
  });

  it('whose input is transformed is refused rather than run otherwise', () => {
    expect(() =>
      rulesOf(
        rule({
          EventPattern: { source: ['a'] },
          Targets: [{ Id: 'T', Arn: arn('sqs', 'work'), InputPath: '$.detail' }],
        }),
      ),
    ).toThrow(/The rule Hears cannot be run locally/);
  });

  it('with a schedule becomes one, beside those of EventBridge Scheduler', () => {
    const model = aModel({
      'AWS::Events::Rule': { Minutely: { ScheduleExpression: 'rate(1 minute)', Targets } },
      'AWS::Scheduler::Schedule': {
        Daily: {
          ScheduleExpression: 'cron(0 8 * * ? *)',
          ScheduleExpressionTimezone: 'Europe/Berlin',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: functionArn, RoleArn: 'role', Input: '{"a":1}' },
        },
        Off: { ScheduleExpression: 'rate(1 day)', State: 'DISABLED', Target: { Arn: functionArn, RoleArn: 'role' } },
      },
    });

    expect(schedulesOf(model)).toMatchObject([
      { name: 'Minutely', expression: 'rate(1 minute)', timeZone: 'UTC', announces: true },
      { name: 'Daily', timeZone: 'Europe/Berlin', announces: false, targets: [{ arn: functionArn, input: '{"a":1}' }] },
    ]);
  });
});

describe('an HTTP API of the template', () => {
  const api = (route: Properties = {}) =>
    aModel({
      'AWS::ApiGatewayV2::Api': { Api: { CorsConfiguration: { AllowOrigins: ['https://www.example.com'] } } },
      'AWS::ApiGatewayV2::Stage': { Stage: { ApiId: 'Api', StageName: '$default' } },
      'AWS::ApiGatewayV2::Integration': {
        Call: {
          ApiId: 'Api',
          IntegrationType: 'AWS_PROXY',
          PayloadFormatVersion: '2.0',
          IntegrationUri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
        },
      },
      'AWS::ApiGatewayV2::Route': {
        Route: { ApiId: 'Api', RouteKey: 'GET /leads/{id}', Target: 'integrations/Call', ...route },
      },
    });

  it('leads its routes to their functions', () => {
    expect(apisOf(api())).toMatchObject([
      {
        stage: '$default',
        cors: { origins: ['https://www.example.com'], methods: [] },
        routes: [{ key: 'GET /leads/{id}', functionArn, timeoutMilliseconds: 30_000 }],
      },
    ]);
  });

  it('with a guarded route is refused rather than served unguarded', () => {
    expect(() => apisOf(api({ AuthorizationType: 'JWT' }))).toThrow('needs the authorizer JWT');
  });
});
