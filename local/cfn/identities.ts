import { LOCAL_ACCOUNT, type LocalAddresses, type Value } from './model.ts';

/** A resource as its own name, ARN and attributes need it. */
export type Named = {
  readonly name: string;
  readonly region: string;
  readonly addresses: LocalAddresses;
  /** Another property of the same resource, resolved. */
  property(key: string): Value | undefined;
};

/** How CloudFormation names resources of one type. */
export type Identity = {
  /** The property that holds an explicit name. */
  readonly nameProperty?: string;
  readonly arn: (resource: Named) => string;
  /** What `Ref` gives, where it is not the name. */
  readonly ref?: (resource: Named) => string;
  /** What `Fn::GetAtt` gives besides `Arn`. */
  readonly attributes?: Readonly<Record<string, (resource: Named) => string>>;
};

/** The label of every local stream: its own would change with each new table file, and ARNs are resolved before the table exists. */
export const STREAM_LABEL = '2026-01-01T00:00:00.000';

const arn =
  (service: string, resource: (name: string) => string = (name) => name) =>
  ({ name, region }: Named) =>
    `arn:aws:${service}:${region}:${LOCAL_ACCOUNT}:${resource(name)}`;

const table: Identity = {
  nameProperty: 'TableName',
  arn: arn('dynamodb', (name) => `table/${name}`),
  attributes: { StreamArn: arn('dynamodb', (name) => `table/${name}/stream/${STREAM_LABEL}`) },
};

const queueUrl = ({ name, addresses }: Named) => `${addresses.aws}/${LOCAL_ACCOUNT}/${name}`;
const busOf = ({ property }: Named) => {
  const bus = String(property('EventBusName') ?? 'default');

  return bus.slice(bus.lastIndexOf('/') + 1);
};
const onBus = (resource: Named) =>
  busOf(resource) === 'default' ? resource.name : `${busOf(resource)}/${resource.name}`;
const ruleArn = (resource: Named) => arn('events', () => `rule/${onBus(resource)}`)(resource);
const topicArn = arn('sns');
const dkimAttributes = [1, 2, 3].flatMap((token): [string, (resource: Named) => string][] => [
  [`DkimDNSTokenName${token}`, ({ property }) => `local${token}._domainkey.${String(property('EmailIdentity'))}`],
  [`DkimDNSTokenValue${token}`, () => `local${token}.dkim.amazonses.com`],
]);

/** The types whose names other resources may ask for. */
export const identities: Readonly<Record<string, Identity>> = {
  'AWS::ApiGatewayV2::Api': {
    arn: ({ name, region }) => `arn:aws:apigateway:${region}::/apis/${name}`,
    attributes: { ApiEndpoint: ({ addresses }) => addresses.httpApi, ApiId: ({ name }) => name },
  },
  'AWS::CloudWatch::Alarm': { nameProperty: 'AlarmName', arn: arn('cloudwatch', (name) => `alarm:${name}`) },
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    arn: arn('events', (name) => `event-bus/${name}`),
    attributes: { Name: ({ name }) => name },
  },
  'AWS::Events::Rule': {
    nameProperty: 'Name',
    arn: ruleArn,
    ref: (rule) => (busOf(rule) === 'default' ? rule.name : `${busOf(rule)}|${rule.name}`),
  },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    arn: ({ name }) => `arn:aws:iam::${LOCAL_ACCOUNT}:policy/${name}`,
    ref: ({ name }) => `arn:aws:iam::${LOCAL_ACCOUNT}:policy/${name}`,
    attributes: { PolicyArn: ({ name }) => `arn:aws:iam::${LOCAL_ACCOUNT}:policy/${name}` },
  },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    arn: ({ name }) => `arn:aws:iam::${LOCAL_ACCOUNT}:role/${name}`,
    attributes: { RoleId: ({ name }) => name },
  },
  'AWS::KMS::Key': { arn: arn('kms', (name) => `key/${name}`), attributes: { KeyId: ({ name }) => name } },
  'AWS::Lambda::Function': { nameProperty: 'FunctionName', arn: arn('lambda', (name) => `function:${name}`) },
  'AWS::Logs::LogGroup': { nameProperty: 'LogGroupName', arn: arn('logs', (name) => `log-group:${name}:*`) },
  'AWS::S3::Bucket': { nameProperty: 'BucketName', arn: ({ name }) => `arn:aws:s3:::${name}` },
  'AWS::SES::ConfigurationSet': { nameProperty: 'Name', arn: arn('ses', (name) => `configuration-set/${name}`) },
  'AWS::SES::EmailIdentity': {
    nameProperty: 'EmailIdentity',
    arn: arn('ses', (name) => `identity/${name}`),
    attributes: Object.fromEntries(dkimAttributes),
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    arn: topicArn,
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: ({ name }) => name },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    arn: arn('sqs'),
    ref: queueUrl,
    attributes: { QueueName: ({ name }) => name, QueueUrl: queueUrl },
  },
  'AWS::Scheduler::Schedule': { nameProperty: 'Name', arn: arn('scheduler', (name) => `schedule/default/${name}`) },
};

/** The identity of a type, or one that has a name only. */
export function identityOf(type: string): Identity {
  const known = Object.hasOwn(identities, type) ? identities[type] : undefined;

  return known ?? { arn: ({ name, region }) => `arn:aws:${service(type)}:${region}:${LOCAL_ACCOUNT}:${name}` };
}

/** Whether other resources may ask for this type's ARN. */
export const hasArn = (type: string): boolean => Object.hasOwn(identities, type);

const service = (type: string) => (type.split('::')[1] ?? 'local').toLowerCase();
