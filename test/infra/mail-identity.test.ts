import { expect, it } from 'vitest';
import * as z from 'zod';
import { stages } from '#infra/stages.ts';
import { functionsOf, resources, target } from './support/resources.ts';
import { templatesOf } from './support/synthesized.ts';

const { service } = templatesOf();
const [set] = resources(service, 'AWS::SES::ConfigurationSet');

it('sends over TLS alone and never to an address that bounced or complained', () => {
  expect(set?.Properties).toMatchObject({
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  });
});

it('tracks neither opens nor clicks', () => {
  expect(set?.Properties.TrackingOptions).toBeUndefined();
  const heard = resources(service, 'AWS::SES::ConfigurationSetEventDestination').flatMap(
    ({ Properties }) =>
      z.object({ MatchingEventTypes: z.array(z.string()) }).parse(Properties.EventDestination).MatchingEventTypes,
  );
  expect(heard.filter((event) => event === 'open' || event === 'click')).toEqual([]);
});

it('names its sender under the verified domain', () => {
  const [identity] = resources(service, 'AWS::SES::EmailIdentity');
  const { MAIL_FROM, MAIL_CONFIGURATION_SET } = functionsOf(service).get('mail')?.environment ?? {};
  expect(identity?.Properties.EmailIdentity).toBe(stages.dev.mail.domain);
  expect(MAIL_FROM).toBe(stages.dev.mail.from);
  expect(target(MAIL_CONFIGURATION_SET)).toBe(set?.id);
});

it.each(Object.values(stages).map(({ name, mail }) => [name, mail] as const))(
  'has a sender that %s’s domain signs',
  (_, mail) => {
    expect(mail.from.split('@')[1]).toBe(mail.domain);
  },
);
