import type { Model } from '../cfn/model.ts';

/** The senders and configuration sets of the template. All count as verified. */
export type MailIdentities = {
  /** The ARN of the identity SES uses for this sender: its own address if verified, else its domain or a parent domain. */
  identityArn(address: string): string | undefined;
  configurationSetArn(name: string): string | undefined;
  readonly region: string;
  /** The ARN an identity of this name would have. */
  arnOf(identity: string): string;
};

/** Reads SES identities and configuration sets from the model. */
export function mailIdentities(model: Model): MailIdentities {
  const identities = new Map(
    model.ofType('AWS::SES::EmailIdentity').map(({ physicalId, arn }) => [physicalId.toLowerCase(), arn]),
  );
  const sets = new Map(model.ofType('AWS::SES::ConfigurationSet').map(({ physicalId, arn }) => [physicalId, arn]));

  return {
    region: model.region,
    configurationSetArn: (name) => sets.get(name),
    arnOf: (identity) => `arn:aws:ses:${model.region}:${model.accountId}:identity/${identity}`,
    identityArn(address) {
      const whole = address.toLowerCase();
      const domain = whole.slice(whole.lastIndexOf('@') + 1).split('.');
      // A verified domain covers its subdomains.
      const parents = domain.map((_, index) => domain.slice(index).join('.'));

      return [whole, ...parents].map((name) => identities.get(name)).find((arn) => arn !== undefined);
    },
  };
}
