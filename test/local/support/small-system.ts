import type { Template } from '#local/cfn/assembly.ts';
import { GOLDPAN_TABLE } from '#test/support/dynamodb.ts';
import { resource } from './fixture-model.ts';

const table = { 'Fn::GetAtt': ['Leads', 'Arn'] };
const leadingKeys = (...keys: string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } });

const setArn = 'arn:aws:ses:eu-central-1:000000000000:configuration-set/outbound';

/** What tells the queue `outcomes` what became of the mails of the set `outbound`. */
export const outcomes = {
  OutcomesKey: resource('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'ses.amazonaws.com' },
          Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
          Resource: '*',
          Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
        },
      ],
    },
  }),
  OutcomesTopic: resource('AWS::SNS::Topic', {
    TopicName: 'outcomes',
    KmsMasterKeyId: { 'Fn::GetAtt': ['OutcomesKey', 'Arn'] },
  }),
  OutcomesTopicPolicy: resource('AWS::SNS::TopicPolicy', {
    Topics: [{ Ref: 'OutcomesTopic' }],
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: { Ref: 'OutcomesTopic' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Effect: 'Allow',
          Principal: { Service: 'ses.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: { Ref: 'OutcomesTopic' },
          Condition: { StringEquals: { 'AWS:SourceAccount': '000000000000', 'AWS:SourceArn': setArn } },
        },
      ],
    },
  }),
  Outcomes: resource('AWS::SQS::Queue', { QueueName: 'outcomes' }),
  OutcomesPolicy: resource('AWS::SQS::QueuePolicy', {
    Queues: [{ Ref: 'Outcomes' }],
    PolicyDocument: {
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: { 'Fn::GetAtt': ['Outcomes', 'Arn'] },
        Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'OutcomesTopic' } } },
      },
    },
  }),
  OutcomesSubscription: resource('AWS::SNS::Subscription', {
    TopicArn: { Ref: 'OutcomesTopic' },
    Protocol: 'sqs',
    Endpoint: { 'Fn::GetAtt': ['Outcomes', 'Arn'] },
  }),
  OutcomesDestination: resource('AWS::SES::ConfigurationSetEventDestination', {
    ConfigurationSetName: { Ref: 'Set' },
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['delivery', 'bounce', 'complaint'],
      SnsDestination: { TopicARN: { Ref: 'OutcomesTopic' } },
    },
  }),
};

/** One function with a grant of each kind, and what it may use. */
export const smallSystem: Partial<Template> = {
  Resources: {
    Leads: resource('AWS::DynamoDB::Table', { ...GOLDPAN_TABLE, TableName: 'leads' }),
    Work: resource('AWS::SQS::Queue', {
      QueueName: 'work',
      VisibilityTimeout: 1,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
    }),
    Dead: resource('AWS::SQS::Queue', { QueueName: 'dead' }),
    Bin: resource('AWS::SQS::Queue', { QueueName: 'bin' }),
    Bus: resource('AWS::Events::EventBus', { Name: 'goldpan' }),
    Sender: resource('AWS::SES::EmailIdentity', { EmailIdentity: 'mail.example.com' }),
    Set: resource('AWS::SES::ConfigurationSet', { Name: 'outbound' }),
    ...outcomes,
    Worker: resource('AWS::Lambda::Function', { FunctionName: 'worker', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } }),
    Role: resource('AWS::IAM::Role', { RoleName: 'worker-role' }),
    Policy: resource('AWS::IAM::Policy', {
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['dynamodb:PutItem', 'dynamodb:GetItem'],
            Resource: table,
            Condition: leadingKeys('LEAD#*', 'ADDRESS#*'),
          },
          {
            Effect: 'Allow',
            Action: ['dynamodb:Query', 'dynamodb:BatchWriteItem'],
            Resource: table,
            Condition: leadingKeys('LEAD#*'),
          },
          {
            Effect: 'Allow',
            Action: 'dynamodb:Query',
            Resource: { 'Fn::Join': ['', [table, '/index/due']] },
            Condition: leadingKeys('DUE#*'),
          },
          {
            Effect: 'Deny',
            Action: 'dynamodb:*',
            Resource: '*',
            Condition: { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': ['ADDRESS#secret'] } },
          },
          { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Work', 'Arn'] } },
          {
            Effect: 'Allow',
            Action: 'events:PutEvents',
            Resource: { 'Fn::GetAtt': ['Bus', 'Arn'] },
            Condition: { StringEquals: { 'events:source': 'goldpan' } },
          },
          {
            Effect: 'Allow',
            Action: 'ses:SendRawEmail',
            Resource: [
              'arn:aws:ses:eu-central-1:000000000000:identity/mail.example.com',
              'arn:aws:ses:eu-central-1:000000000000:configuration-set/outbound',
              'arn:aws:ses:eu-central-1:000000000000:configuration-set/missing',
              'arn:aws:ses:eu-central-1:000000000000:identity/elsewhere@example.org',
            ],
            Condition: { StringEquals: { 'ses:FromAddress': ['hello@mail.example.com', 'elsewhere@example.org'] } },
          },
          { Effect: 'Allow', Action: 'dynamodb:GetRecords', Resource: { 'Fn::GetAtt': ['Leads', 'StreamArn'] } },
        ],
      },
    }),
  },
};
