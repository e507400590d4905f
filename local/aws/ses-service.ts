import { randomUUID } from 'node:crypto';
import type { Answer, Call, Refusal, Service } from './call.ts';
import type { Meter } from './meter.ts';
import type { Ses } from './ses.ts';
import { sesAuthorizations } from './ses-calls.ts';
import { SesError } from './ses-error.ts';
import type { MailIdentities } from './ses-identities.ts';

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** SES v1: forms in, XML out. */
export function sesService({
  ses,
  identities,
  meter,
}: {
  ses: Ses;
  identities: MailIdentities;
  meter: Meter;
}): Service {
  const formOf = ({ body }: Call) => new URLSearchParams(body.toString('utf8'));

  return {
    authorizations: (call) => sesAuthorizations(formOf(call), identities),
    async answer(call) {
      if (call.operation !== 'SendRawEmail') {
        return errorXml({
          status: 400,
          code: 'InvalidAction',
          message: `The local SES does not do ${call.operation}.`,
        });
      }
      try {
        const id = await ses.sendRawEmail(formOf(call), call.caller.role);
        meter.add('mails', 1);

        return xml(
          200,
          `<SendRawEmailResponse xmlns="${NAMESPACE}"><SendRawEmailResult><MessageId>${id}</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></SendRawEmailResponse>`,
        );
      } catch (error) {
        if (!(error instanceof SesError)) throw error;

        return errorXml({ status: 400, code: error.code, message: error.message });
      }
    },
    refuse: errorXml,
    deny: ({ principal, action, resource }) => ({
      status: 403,
      code: 'AccessDenied',
      message: `User \`${principal}' is not authorized to perform \`${action}' on resource \`${resource}'`,
    }),
  };
}

function errorXml({ status, code, message }: Refusal): Answer {
  const type = status < 500 ? 'Sender' : 'Receiver';

  return xml(
    status,
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

const xml = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/xml' }, body });
const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
