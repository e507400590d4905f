// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation and IAM write their variables so.
import { expect, it } from 'vitest';
import { resolveStacks } from '#local/cfn/load.ts';
import { modelOf, resource } from '../support/fixture-model.ts';

const queue = (properties = {}) => resource('AWS::SQS::Queue', properties);
/** What a property of a throw-away resource resolves to, beside a queue `Jobs` and a bus `Bus0123ABCD`. */
function resolved(value: unknown, more = {}): unknown {
  const { resources } = modelOf({
    Resources: {
      Jobs: queue({ QueueName: 'jobs' }),
      Bus0123ABCD: resource('AWS::Events::EventBus'),
      Rule: resource('AWS::Events::Rule', { EventBusName: { Ref: 'Bus0123ABCD' } }),
      Subject: resource('Custom::Thing', { value }),
    },
    ...more,
  });

  return resources.find(({ logicalId }) => logicalId === 'Subject')?.properties.value;
}

it.each<[string, unknown, unknown]>([
  ['Ref of a queue gives its URL at the endpoint', { Ref: 'Jobs' }, 'http://127.0.0.1:1/000000000000/jobs'],
  ['Ref of a named thing gives its name without hash', { Ref: 'Bus0123ABCD' }, 'Bus'],
  ['Ref of a rule on a bus names both', { Ref: 'Rule' }, 'Bus|Rule'],
  ['GetAtt as list', { 'Fn::GetAtt': ['Jobs', 'Arn'] }, 'arn:aws:sqs:eu-central-1:000000000000:jobs'],
  ['GetAtt as text', { 'Fn::GetAtt': 'Jobs.QueueName' }, 'jobs'],
  [
    'GetAtt of a rule on a bus',
    { 'Fn::GetAtt': ['Rule', 'Arn'] },
    'arn:aws:events:eu-central-1:000000000000:rule/Bus/Rule',
  ],
  [
    'Join of intrinsics',
    { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }]] },
    'a/eu-central-1/000000000000',
  ],
  ['Join of a split', { 'Fn::Join': ['-', { 'Fn::Split': [':', 'a:b'] }] }, 'a-b'],
  ['Select from a split', { 'Fn::Select': ['1', { 'Fn::Split': [':', { 'Fn::GetAtt': ['Jobs', 'Arn'] }] }] }, 'aws'],
  [
    'Sub with all kinds of names',
    { 'Fn::Sub': ['${AWS::Partition} ${Jobs.QueueName} ${own} ${!literal}', { own: { Ref: 'AWS::URLSuffix' } }] },
    'aws jobs amazonaws.com ${literal}',
  ],
  [
    'NoValue leaves a list and an object',
    { list: [1, { Ref: 'AWS::NoValue' }], gone: { Ref: 'AWS::NoValue' } },
    { list: [1] },
  ],
  ['an object that only looks like an intrinsic', { Ref: 'Jobs', Other: 1 }, { Ref: 'Jobs', Other: 1 }],
])('%s', (_, value, expected) => {
  expect(resolved(value)).toEqual(expected);
});

it.each<[string, unknown, string]>([
  [
    'an unknown intrinsic',
    { deep: [{ 'Fn::Cidr': [] }] },
    'Stack fixture, Subject, Properties.value.deep.0: Fn::Cidr is not known to the local runtime',
  ],
  [
    'an unknown attribute',
    { 'Fn::GetAtt': ['Jobs', 'Colour'] },
    'Stack fixture, Subject, Properties.value.Fn::GetAtt: the local runtime does not know the attribute Colour of AWS::SQS::Queue (Jobs)',
  ],
  ['an attribute of an unknown type', { 'Fn::GetAtt': ['Subject', 'Arn'] }, 'the attribute Arn of Custom::Thing'],
  ['an unknown name', { Ref: 'Nobody' }, 'there is no resource or parameter Nobody'],
  ['an unknown export', { 'Fn::ImportValue': 'x' }, 'no stack before this one exports x'],
  ['a dynamic reference', '{{resolve:ssm:/secret}}', 'dynamic references have no value locally'],
  ['a selection past the end', { 'Fn::Select': [2, ['a']] }, 'there is no such element to select'],
  ['an object where text is needed', { 'Fn::Join': ['', [{ a: 1 }]] }, 'a string is expected'],
  ['a condition that is not there', { 'Fn::If': ['Maybe', 1, 2] }, 'there is no condition Maybe'],
])('refuses %s and names the place', (_, value, message) => {
  expect(() => resolved(value)).toThrow(message);
});

it('refuses names that go in a circle', () => {
  const Resources = {
    A: queue({ QueueName: { 'Fn::GetAtt': ['B', 'QueueName'] } }),
    B: queue({ QueueName: { 'Fn::GetAtt': ['A', 'QueueName'] } }),
  };

  expect(() => modelOf({ Resources })).toThrow('it refers to itself');
});

it('takes conditions, with parameters by their defaults', () => {
  const Parameters = { Size: { Type: 'String', Default: 'big' } };
  const Conditions = {
    Big: { 'Fn::Equals': [{ Ref: 'Size' }, 'big'] },
    Small: { 'Fn::Not': [{ Condition: 'Big' }] },
    Both: { 'Fn::And': [{ Condition: 'Big' }, { Condition: 'Small' }] },
    Either: { 'Fn::Or': [{ Condition: 'Big' }, { Condition: 'Small' }] },
  };
  const value = ['Big', 'Small', 'Both', 'Either'].map((name) => ({ 'Fn::If': [name, 'yes', 'no'] }));
  const { resources } = modelOf({
    Parameters,
    Conditions,
    Resources: { Kept: { ...queue(), Condition: 'Big' }, Dropped: { ...queue(), Condition: 'Small' } },
  });

  expect(resolved(value, { Parameters, Conditions })).toEqual(['yes', 'no', 'no', 'yes']);
  expect(resources.map(({ logicalId }) => logicalId)).toEqual(['Kept']);
});

it('refuses a parameter without a value', () => {
  expect(() => resolved({ Ref: 'P' }, { Parameters: { P: { Type: 'String' } } })).toThrow(
    'the parameter P has no default',
  );
  const ssm = { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/path' } } };
  expect(() => resolved({ Ref: 'P' }, ssm)).toThrow('has no value locally');
});

it('carries exports from stack to stack, and keeps hashes where two names would be alike', () => {
  const stack = (name: string, template: object) => ({
    name,
    region: 'eu-west-1',
    assets: new Map<string, string>(),
    template: { Resources: {}, Parameters: {}, Conditions: {}, Outputs: {}, ...template },
  });
  const { region, resources, outputs } = resolveStacks(
    [
      stack('data', {
        Resources: { Jobs11111111: queue() },
        Outputs: { Out: { Value: { 'Fn::GetAtt': ['Jobs11111111', 'Arn'] }, Export: { Name: 'data:jobs' } } },
      }),
      stack('service', {
        Resources: {
          Jobs22222222: queue(),
          User: resource('Custom::User', { arn: { 'Fn::ImportValue': 'data:jobs' } }),
        },
      }),
    ],
    { httpApi: 'http://localhost:1', aws: 'http://127.0.0.1:1' },
  );
  const arn = 'arn:aws:sqs:eu-west-1:000000000000:Jobs11111111';

  expect(region).toBe('eu-west-1');
  expect(resources.map(({ physicalId }) => physicalId)).toEqual(['Jobs11111111', 'Jobs22222222', 'User']);
  expect(resources[2]?.properties.arn).toBe(arn);
  expect(outputs.data).toEqual({ Out: arn });
});
