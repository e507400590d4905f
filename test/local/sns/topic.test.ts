import { describe, expect, it } from 'vitest';
import { eventDestinations } from '#local/aws/ses-destinations.ts';
import { topicOf } from '#local/sns/topic.ts';
import { modelOf, resource } from '../support/fixture-model.ts';
import { outcomes } from '../support/small-system.ts';

const set = resource('AWS::SES::ConfigurationSet', { Name: 'outbound' });
const topic = 'arn:aws:sns:eu-central-1:000000000000:outcomes';
const queue = 'arn:aws:sqs:eu-central-1:000000000000:outcomes';
const modelWith = (changed: Partial<Record<keyof typeof outcomes, object>> = {}) => {
  const resources = Object.entries({ Set: set, ...outcomes }).flatMap(([id, given]) => {
    const properties = changed[id as keyof typeof outcomes];

    return [[id, { ...given, Properties: { ...given.Properties, ...properties } }]];
  });

  return modelOf({ Resources: Object.fromEntries(resources) });
};
const nobody = { PolicyDocument: { Statement: [] } };

describe('a topic of the template', () => {
  it('has its queues, in the envelope unless raw is asked for', () => {
    expect(topicOf(modelWith(), topic).subscriptions).toEqual([{ queueArn: queue, raw: false, allowed: true }]);
    const raw = modelWith({ OutcomesSubscription: { RawMessageDelivery: true } });
    expect(topicOf(raw, topic).subscriptions).toMatchObject([{ raw: true }]);
  });

  it('does not reach a queue whose policy says nothing of it', () => {
    expect(topicOf(modelWith({ OutcomesPolicy: nobody }), topic).subscriptions).toMatchObject([{ allowed: false }]);
  });

  it('says what it cannot run: other protocols, filters, a topic that is not there', () => {
    expect(() => topicOf(modelWith({ OutcomesSubscription: { Protocol: 'email' } }), topic)).toThrow('is not run');
    expect(() => topicOf(modelWith({ OutcomesSubscription: { FilterPolicy: {} } }), topic)).toThrow('is not run');
    expect(() => topicOf(modelWith(), `${topic}-2`)).toThrow('no topic');
  });
});

describe('an event destination', () => {
  it('hears the events it names', () => {
    const [destination] = eventDestinations(modelWith()).get('outbound') ?? [];
    expect(['Delivery', 'Bounce', 'Complaint', 'Open'].map((type) => destination?.hears(type))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('that is switched off hears nothing', () => {
    const { EventDestination } = outcomes.OutcomesDestination.Properties;
    const off = { EventDestination: { ...(EventDestination as object), Enabled: false } };
    expect(eventDestinations(modelWith({ OutcomesDestination: off })).size).toBe(0);
  });

  it.each([
    ['the topic’s policy', { OutcomesTopicPolicy: nobody }],
    ['the policy of the topic’s key', { OutcomesKey: { KeyPolicy: { Statement: [] } } }],
    ['AWS’ own key, which no policy opens to SES', { OutcomesTopic: { KmsMasterKeyId: 'alias/aws/sns' } }],
  ])('is refused where %s keeps SES out', (_, changed) => {
    expect(() => eventDestinations(modelWith(changed))).toThrow();
  });
});
