import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { STREAM_LABEL } from '../cfn/identities.ts';
import type { Model } from '../cfn/model.ts';
import type { LocalClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type Authorizer, createAuthorizer } from './authorizer.ts';
import { type Callers, callersOf } from './callers.ts';
import { adminClient, startDynamoDb } from './dynamodb.ts';
import { dynamoDbService } from './dynamodb-service.ts';
import type { Endpoint } from './endpoint.ts';
import type { PutEvents } from './events.ts';
import { eventsService } from './events-service.ts';
import { recordUsage, usageFolder } from './grant-usage.ts';
import { type Inbox, openInbox } from './inbox.ts';
import { type MailOutcomes, mailOutcomes } from './mail-outcomes.ts';
import { type Meter, startMeter } from './meter.ts';
import { startSes } from './ses.ts';
import { eventDestinations } from './ses-destinations.ts';
import { mailIdentities } from './ses-identities.ts';
import { sesService } from './ses-service.ts';
import { type Sqs, startSqs } from './sqs.ts';
import { sqsService } from './sqs-service.ts';
import { streamRetention } from './stream-retention.ts';
import { streamsService } from './streams-service.ts';
import type { TableDefinition } from './table-definition.ts';
import { tableDefinitions, tableKeys } from './table-keys.ts';
import { provideTable } from './tables.ts';
import { openUpstream } from './upstream.ts';

export type LocalAwsStart = {
  readonly model: Model;
  readonly endpoint: Endpoint;
  readonly clock: LocalClock;
  readonly log: Log;
  /** Undefined keeps nothing over a restart. */
  readonly stateFolder: string | undefined;
};

/** DynamoDB, SQS, SNS and SES with the resources of the model, behind the endpoint and its IAM. */
export type LocalAws = {
  readonly authorizer: Authorizer;
  readonly callers: Callers;
  readonly dynamodb: DynamoDBClient;
  readonly dynamodbEndpoint: string;
  readonly inbox: Inbox;
  readonly mailOutcomes: MailOutcomes;
  readonly meter: Meter;
  readonly sqs: Sqs;
  readonly tables: ReadonlyMap<string, TableDefinition>;
  /** Lets calls in. They wait until this is done, because the bus needs the queues first. */
  open(putEvents: PutEvents, hears?: Partial<Hears>): void;
  /** When the last read of the table's stream that found nothing more began, by `performance.now()`. */
  streamReadToEnd(table: string): number;
  /** Has the tables' streams forget what they told more than 24 hours ago. */
  forgetStreams(): void;
  stop(): Promise<void>;
};

/** Who wants to know what happens inside. */
export type Hears = {
  /** A table was written to. */
  readonly written: () => void;
  /** SNS put a message into the queue with this ARN. */
  readonly sent: (queueArn: string) => void;
};

/** Starts the emulators and creates what the model has in them. */
export async function startLocalAws({ model, endpoint, clock, log, stateFolder }: LocalAwsStart): Promise<LocalAws> {
  const inState = (name: string) => (stateFolder === undefined ? undefined : join(stateFolder, name));
  const meter = startMeter();
  const callers = callersOf(model);
  const identities = mailIdentities(model);
  const destinations = eventDestinations(model);
  const inbox = openInbox(inState('inbox.jsonl'));
  const databaseFile = inState('dynamodb.sqlite');
  const [database, sqs, ses] = await Promise.all([
    startDynamoDb(databaseFile === undefined ? {} : { file: databaseFile }),
    startSqs(model, meter, inState('sqs')),
    startSes({ inbox, identities, clock, accepted: (mail) => outcomes.follow(mail) }),
  ]);
  const hears = { written: () => {}, sent: (_queueArn: string) => {} };
  const outcomes = mailOutcomes({
    destinations,
    inbox,
    identities,
    clock,
    accountId: model.accountId,
    report: log,
    publisher: {
      clock,
      meter,
      report: log,
      async sendMessage(queueArn, body, attributes) {
        await sqs.send(queueArn, body, attributes);
        hears.sent(queueArn);
      },
    },
  });
  const dynamodb = adminClient(database.endpoint, model.region);
  const tables = tableDefinitions(model);
  for (const [name, definition] of tables) await provideTable(dynamodb, name, definition);
  const authorizer = createAuthorizer({ clock, log, region: model.region, usage: recordUsage(usageFolder()) });
  const upstreams = { dynamodb: openUpstream(database.endpoint), sqs: openUpstream(sqs.endpoint) };
  const readToEnd = new Map<string, number>();
  const keepsFile = databaseFile !== undefined && database.isOurs;
  const streams = keepsFile
    ? streamRetention(databaseFile, clock, () => (readToEnd.size === 0 ? 0 : Math.min(...readToEnd.values())))
    : undefined;
  const arnPrefix = (service: string) => `arn:aws:${service}:${model.region}:${model.accountId}:`;
  const table = (name: string) => {
    const plain = name.slice(name.lastIndexOf('/') + 1);

    return tableKeys(plain, `${arnPrefix('dynamodb')}table/${plain}`, tables.get(plain) ?? UNKNOWN_TABLE);
  };

  return {
    authorizer,
    callers,
    dynamodb,
    dynamodbEndpoint: database.endpoint,
    inbox,
    mailOutcomes: outcomes,
    meter,
    sqs,
    tables,
    streamReadToEnd: (name) => readToEnd.get(name) ?? 0,
    forgetStreams: () => void streams?.forget(),
    open(putEvents, heard = {}) {
      Object.assign(hears, heard);
      endpoint.serve({
        callers,
        authorizer,
        meter,
        clock,
        log,
        services: {
          dynamodb: dynamoDbService({ upstream: upstreams.dynamodb, table, meter, written: () => hears.written() }),
          streams: streamsService({
            upstream: upstreams.dynamodb,
            streamArn: (name) => `${table(name).arn}/stream/${STREAM_LABEL}`,
            readToEnd: (name, began) => void readToEnd.set(name, began),
          }),
          sqs: sqsService({
            upstream: upstreams.sqs,
            ownOrigin: endpoint.url,
            arnPrefix: arnPrefix('sqs'),
            meter,
          }),
          ses: sesService({ ses, identities, meter }),
          events: eventsService({ putEvents, meter, arnPrefix: arnPrefix('events') }),
        },
      });
    },
    async stop() {
      // While the queues are still there.
      await outcomes.stop();
      upstreams.dynamodb.stop();
      upstreams.sqs.stop();
      dynamodb.destroy();
      await Promise.all([ses.stop(), sqs.stop(), database.stop()]);
    },
  };
}

/** A table that the template does not have: the call is denied or fails, but it has to be described first. */
const UNKNOWN_TABLE: TableDefinition = {
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [],
  GlobalSecondaryIndexes: [],
  LocalSecondaryIndexes: [],
};
