import { CfnOutput, Stack } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import type { GoldpanFunction } from './goldpan-function.ts';

/** The domain that mails come from, signed with DKIM, and how SES sends them: over TLS only, without open or click tracking. */
export class MailIdentity extends Construct {
  readonly from: string;
  readonly configurationSet: string;
  readonly #arns: readonly string[];

  constructor(scope: Construct, id: string, { mail, name }: Stage) {
    super(scope, id);
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: `goldpan-${name}`,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(mail.domain),
      configurationSet,
      mailFromDomain: `bounce.${mail.domain}`,
    });
    this.from = mail.from;
    this.configurationSet = configurationSet.configurationSetName;
    this.#arns = [
      identity.emailIdentityArn,
      Stack.of(this).formatArn({ service: 'ses', resource: 'configuration-set', resourceName: this.configurationSet }),
    ];
    identity.dkimRecords.forEach((record, position) => {
      new CfnOutput(this, `Dkim${position + 1}`, { value: `${record.name} CNAME ${record.value}` });
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
