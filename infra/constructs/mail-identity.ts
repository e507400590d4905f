import { CfnOutput, Stack } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import type { GoldpanFunction } from './goldpan-function.ts';

/** The domain that mails come from, signed with DKIM, and how SES sends them: over TLS only, without open or click tracking. */
export class MailIdentity extends Construct {
  readonly from: string;
  readonly configurationSet: string;
  readonly #set: ConfigurationSet;
  readonly #arns: readonly string[];

  constructor(scope: Construct, id: string, { mail, name }: Stage) {
    super(scope, id);
    this.#set = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: `goldpan-${name}`,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const bounces = `bounce.${mail.domain}`;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(mail.domain),
      configurationSet: this.#set,
      mailFromDomain: bounces,
    });
    this.from = mail.from;
    this.configurationSet = this.#set.configurationSetName;
    this.#arns = [
      identity.emailIdentityArn,
      Stack.of(this).formatArn({ service: 'ses', resource: 'configuration-set', resourceName: this.configurationSet }),
    ];
    this.#dnsRecords({
      ...Object.fromEntries(
        identity.dkimRecords.map(({ name, value }, n) => [`Dkim${n + 1}`, `${name} CNAME ${value}`]),
      ),
      BounceMx: `${bounces} MX 10 feedback-smtp.${Stack.of(this).region}.amazonses.com`,
      BounceSpf: `${bounces} TXT "v=spf1 include:amazonses.com ~all"`,
    });
  }

  /** Told as outputs: whoever keeps the domain enters them. */
  #dnsRecords(records: Readonly<Record<string, string>>): void {
    for (const [id, value] of Object.entries(records)) new CfnOutput(this, id, { value });
  }

  /** Has SES tell the topic what became of each mail: arrived, late, bounced, complained about, or refused for a virus. */
  tellOutcomes(topic: ITopic): void {
    this.#set.addEventDestination('Outcomes', {
      destination: EventDestination.snsTopic(topic),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
  }

  /** Lets the function send under the stage's one sender address, and no other. */
  grantSend(to: GoldpanFunction): void {
    to.allow({
      actions: ['ses:SendRawEmail'],
      resources: this.#arns,
      conditions: { StringEquals: { 'ses:FromAddress': this.from } },
    });
  }
}
