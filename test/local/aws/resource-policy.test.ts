import { describe, expect, it } from 'vitest';
import { type ServiceCall, serviceMay } from '#local/aws/resource-policy.ts';

const call: ServiceCall = {
  service: 'ses.amazonaws.com',
  action: 'sns:Publish',
  resource: 'arn:topic',
  sourceArn: 'arn:aws:ses:eu-central-1:000000000000:configuration-set/outbound',
  sourceAccount: '000000000000',
};
const allow = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'ses.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: 'arn:topic',
  ...more,
});
const may = (...Statement: object[]) => serviceMay([{ Statement }], call);

describe('a resource’s policy', () => {
  it('keeps everybody out that it does not let in', () => {
    expect(serviceMay([], call)).toBe(false);
    expect(may(allow())).toBe(true);
    expect(may(allow({ Principal: { Service: ['sns.amazonaws.com', 'ses.amazonaws.com'] } }))).toBe(true);
  });

  it.each([
    ['another service', { Principal: { Service: 'sns.amazonaws.com' } }],
    ['an account', { Principal: { AWS: 'arn:aws:iam::000000000000:root' } }],
    ['another action', { Action: 'sns:Subscribe' }],
    ['another resource', { Resource: 'arn:other' }],
    ['another account', { Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } } }],
    ['another source', { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:ses:*:*:configuration-set/other' } } }],
  ])('does not let %s stand for SES', (_, more) => {
    expect(may(allow(more))).toBe(false);
  });

  it('lets in by source, in any spelling of the key', () => {
    const Condition = { StringEquals: { 'AWS:SourceAccount': call.sourceAccount, 'AWS:SourceArn': call.sourceArn } };
    expect(may(allow({ Condition }))).toBe(true);
  });

  it('a Deny for all wins over an Allow, but one against plain HTTP speaks of nobody here', () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sns:*', Resource: '*' };
    expect(may(allow(), deny)).toBe(false);
    expect(may(allow(), { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } })).toBe(true);
  });

  it('with a condition that the evaluator does not know is no policy to run by', () => {
    expect(() => may(allow({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }))).toThrow('IpAddress');
  });
});
