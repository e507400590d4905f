import { locales } from '#contracts/playbook.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: true;
  readonly description: string;
  readonly schema: object;
}

export const locale: Parameter = {
  name: 'locale',
  in: 'query',
  description: 'The language; any other value, or none: by `Accept-Language`, else English.',
  schema: { type: 'string', enum: locales },
};

export const format: Parameter = {
  name: 'format',
  in: 'query',
  description: '`json` for a file; any other value, or none, for a page.',
  schema: { type: 'string', enum: ['html', 'json'] },
};

export const acceptLanguage: Parameter = {
  name: 'Accept-Language',
  in: 'header',
  description: 'The visitor’s languages in their order.',
  schema: { type: 'string' },
};

export const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Any 1 to 200 printable ASCII characters. The same key with the same body is answered the same and done once, for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

const leadToken =
  'The token from the link on our confirmation page (there only with a consent to tracking; `track.js` keeps it). On a form that the playbook calls progressive, a recognised lead is asked only what is unknown. Any other value is answered like none, byte for byte.';

export const leadHeader: Parameter = {
  name: 'Goldpan-Lead',
  in: 'header',
  description: leadToken,
  schema: { type: 'string' },
};

export const leadQuery: Parameter = {
  name: 'lead',
  in: 'query',
  description: 'The same, for who cannot send the header.',
  schema: { type: 'string' },
};

/** What stands in the braces of a route. */
export const inPath: Readonly<Record<string, { description: string; schema: object }>> = {
  formId: { description: 'The form’s name in the playbook.', schema: { type: 'string' } },
  token: {
    description:
      'From the link of a mail: `<leadId>.<request>.<key id>.<MAC>`, a keyed MAC (HMAC-SHA-256, 128 bits, base64url) over purpose, lead and request. A token of one purpose opens nothing of another; single use and expiry follow from the lead.',
    schema: { type: 'string' },
  },
};
