// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation and IAM write their variables so.
import { describe, expect, it } from 'vitest';
import { type Authorization, decide } from '#local/aws/iam.ts';
import { parsePolicy } from '#local/aws/iam-policy.ts';

const table = 'arn:aws:dynamodb:eu-central-1:000000000000:table/leads';
const allow = (statement: object) => ({ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: table, ...statement });
const put = (context: Authorization['context'] = {}, resource = table): Authorization => ({
  action: 'dynamodb:PutItem',
  resource,
  context,
});
const allowed = (statement: object | object[], wanted: Authorization = put()) =>
  decide(parsePolicy({ Statement: statement }), wanted).allowed;

describe('statements', () => {
  it.each<[string, object | object[], boolean]>([
    ['the exact action and resource', allow({}), true],
    ['an action in another case', allow({ Action: 'DynamoDB:putitem' }), true],
    ['an action wildcard', allow({ Action: ['s3:*', 'dynamodb:Put*'] }), true],
    ['another action', allow({ Action: 'dynamodb:GetItem' }), false],
    ['a question mark for one letter', allow({ Action: 'dynamodb:Pu?Item' }), true],
    ['everything', allow({ Action: '*', Resource: '*' }), true],
    ['a resource wildcard', allow({ Resource: ['arn:aws:sqs:*', 'arn:aws:dynamodb:*:*:table/le*'] }), true],
    ['a resource in another case', allow({ Resource: table.replace('leads', 'LEADS') }), false],
    ['an index of the table', allow({ Resource: `${table}/index/*` }), false],
    ['all but another action', allow({ Action: undefined, NotAction: 'dynamodb:Delete*' }), true],
    ['all but this action', allow({ Action: undefined, NotAction: 'dynamodb:*' }), false],
    ['all but another resource', allow({ Resource: undefined, NotResource: `${table}2` }), true],
    ['all but this resource', allow({ Resource: undefined, NotResource: `${table}*` }), false],
    ['an allow and a deny', [allow({}), { Effect: 'Deny', Action: '*', Resource: '*' }], false],
    ['a deny of something else', [allow({}), { Effect: 'Deny', Action: 's3:*', Resource: '*' }], true],
    ['nothing', [], false],
  ])('%s', (_, statement, expected) => {
    expect(allowed(statement)).toBe(expected);
  });

  it('tells an explicit deny from no allow', () => {
    const deny = parsePolicy({ Statement: [allow({}), allow({ Effect: 'Deny' })] });

    expect(decide(deny, put())).toEqual({ allowed: false, explicitly: true });
    expect(decide([], put())).toEqual({ allowed: false, explicitly: false });
  });
});

describe('conditions', () => {
  const many = { key: ['a', 'b'] };
  it.each<[operator: string, values: unknown, context: Authorization['context'], expected: boolean]>([
    ['StringEquals', 'a', { key: ['a'] }, true],
    ['StringEquals', ['x', 'a'], { key: ['a'] }, true],
    ['StringEquals', 'A', { key: ['a'] }, false],
    ['StringEquals', 'a', {}, false],
    ['StringEqualsIfExists', 'a', {}, true],
    ['StringEqualsIfExists', 'a', { key: ['b'] }, false],
    ['StringEqualsIgnoreCase', 'A', { key: ['a'] }, true],
    ['StringNotEquals', 'a', { key: ['b'] }, true],
    ['StringNotEquals', ['a', 'b'], { key: ['b'] }, false],
    ['StringNotEquals', 'a', {}, true],
    ['StringLike', 'LEAD#*', { key: ['LEAD#1'] }, true],
    ['StringLike', 'LEAD#*', { key: ['ADDRESS#1'] }, false],
    ['StringNotLike', 'LEAD#*', { key: ['ADDRESS#1'] }, true],
    ['ForAllValues:StringLike', ['a*', 'b*'], many, true],
    ['ForAllValues:StringLike', 'a*', many, false],
    ['ForAllValues:StringLike', 'a*', {}, true],
    ['ForAnyValue:StringLike', 'a*', many, true],
    ['ForAnyValue:StringLike', 'c*', many, false],
    ['ForAnyValue:StringLike', 'a*', {}, false],
    ['ForAllValues:StringNotLike', 'c*', many, true],
    ['ForAllValues:StringNotLike', 'a*', many, false],
    ['ArnLike', 'arn:aws:events:*:*:rule/*', { key: ['arn:aws:events:eu:1:rule/bus/x'] }, true],
    ['ArnEquals', 'arn:aws:*:rule/x', { key: ['arn:aws:events:eu:1:rule/x'] }, false],
    ['ArnNotLike', 'arn:aws:sqs:*:*:*', { key: ['arn:aws:sns:eu:1:x'] }, true],
    ['Bool', false, { key: ['false'] }, true],
    ['Bool', 'true', { key: ['false'] }, false],
    ['Null', 'true', {}, true],
    ['Null', 'false', { key: ['a'] }, true],
    ['Null', 'true', { key: ['a'] }, false],
    ['NumericLessThanEquals', 10, { key: ['10'] }, true],
    ['NumericGreaterThan', '10', { key: ['9'] }, false],
    ['DateGreaterThan', '2026-01-01T00:00:00Z', { key: ['2026-06-01T00:00:00.000Z'] }, true],
    ['DateLessThan', '2026-01-01T00:00:00Z', { key: ['1790000000'] }, false],
  ])('%s %j on %j is %s', (operator, values, context, expected) => {
    expect(allowed(allow({ Condition: { [operator]: { KEY: values } } }), put(context))).toBe(expected);
  });

  it('needs every condition of a statement', () => {
    const Condition = { StringEquals: { one: 'a', two: 'b' } };

    expect(allowed(allow({ Condition }), put({ one: ['a'], two: ['b'] }))).toBe(true);
    expect(allowed(allow({ Condition }), put({ one: ['a'] }))).toBe(false);
  });

  it('tells which of its values allowed the call', () => {
    const policy = parsePolicy({
      Statement: allow({ Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['LEAD#*', 'TEAM#*'] } } }),
    });

    expect(decide(policy, put({ 'dynamodb:leadingkeys': ['LEAD#1'] }))).toEqual({
      allowed: true,
      by: [
        {
          action: 'dynamodb:PutItem',
          resource: table,
          conditions: [{ operator: 'ForAllValues:StringLike', key: 'dynamodb:LeadingKeys', value: 'LEAD#*' }],
        },
      ],
    });
  });

  it('refuses what it would have to guess', () => {
    expect(() => allowed(allow({ Condition: { IpAddress: { key: '10.0.0.0/8' } } }))).toThrow('IpAddress');
    expect(() => allowed(allow({ Resource: 'arn:aws:s3:::home/${aws:username}' }))).toThrow('policy variables');
  });
});
