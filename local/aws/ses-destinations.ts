import * as z from 'zod';
import type { Model } from '../cfn/model.ts';
import { type Topic, topicOf } from '../sns/topic.ts';

/** Who is told what becomes of the mails of one configuration set. */
export type EventDestination = {
  readonly topic: Topic;
  /** By SES's names of events, e.g. `Bounce`. */
  hears(eventType: string): boolean;
};

const Properties = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    SnsDestination: z.object({ TopicARN: z.string() }).optional(),
  }),
});

/** The SNS destinations by configuration set. Throws, as a deployment fails, for a topic into which SES may not publish. */
export function eventDestinations(model: Model): ReadonlyMap<string, readonly EventDestination[]> {
  const destinations = model
    .ofType('AWS::SES::ConfigurationSetEventDestination')
    .flatMap(({ properties, logicalId }) => {
      const { ConfigurationSetName: set, EventDestination: given } = Properties.parse(properties);
      if (!given.Enabled) return [];
      if (given.SnsDestination === undefined)
        throw new Error(`The event destination ${logicalId} cannot be run locally: only SNS topics are.`);
      const topic = topicOf(model, given.SnsDestination.TopicARN);
      const setArn = `arn:aws:ses:${model.region}:${model.accountId}:configuration-set/${set}`;
      if (!topic.lets('ses.amazonaws.com', setArn))
        throw new Error(
          `${logicalId}: could not publish to SNS topic <${topic.arn}>; its policy or its key keeps SES out.`,
        );
      const types = new Set(given.MatchingEventTypes.map(plain));

      return [{ set, topic, hears: (eventType: string) => types.has(plain(eventType)) }];
    });

  return Map.groupBy(destinations, ({ set }) => set);
}

/** Templates write `deliveryDelay`, the API `DELIVERY_DELAY`, the events `DeliveryDelay`. */
const plain = (type: string): string => type.replaceAll(/[ _]/g, '').toLowerCase();
