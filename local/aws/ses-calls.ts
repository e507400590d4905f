import type { Authorization } from './iam.ts';
import type { MailIdentities } from './ses-identities.ts';
import { readRawEmail } from './ses-request.ts';

/** What an SES v1 call needs: a raw mail its sender's identity, and its configuration set where it names one. */
export function sesAuthorizations(form: URLSearchParams, identities: MailIdentities): readonly Authorization[] {
  const operation = form.get('Action') ?? '';
  const action = `ses:${operation}`;
  if (operation !== 'SendRawEmail') return [{ action, resource: '*', context: {} }];

  const { from, fromDisplayName, returnPath, recipients, configurationSet } = readRawEmail(form);
  const context = {
    'ses:fromaddress': from,
    'ses:recipients': recipients,
    ...(fromDisplayName === undefined ? {} : { 'ses:fromdisplayname': [fromDisplayName] }),
    ...(returnPath === undefined ? {} : { 'ses:feedbackaddress': [returnPath] }),
  };
  const senders = (from.length > 0 ? from : ['']).map(
    (address) => identities.identityArn(address) ?? identities.arnOf(address),
  );
  const set = configurationSet === undefined ? undefined : configurationSetArn(configurationSet, identities);

  return [...new Set([...senders, ...(set === undefined ? [] : [set])])].map((resource) => ({
    action,
    resource,
    context,
  }));
}

const configurationSetArn = (name: string, identities: MailIdentities) =>
  identities.configurationSetArn(name) ?? identities.arnOf('').replace(/identity\/$/, `configuration-set/${name}`);
