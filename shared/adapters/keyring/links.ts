import { timingSafeEqual } from 'node:crypto';
import type { LinkPurpose, Links } from '#ports/links.ts';
import { UnknownLinkError } from '#ports/unknown-link-error.ts';
import { type Key, type Keyring, mac } from './keyring.ts';

/** 128 bits: not to be guessed, and short enough for a line of a mail. */
const MAC_BYTES = 16;
const TOKEN = /^([0-9A-Z]{26})\.([0-9A-Za-z-]{1,40})\.(\d{1,4})\.([\w-]{22})$/;

/** Tokens `<lead>.<request>.<key id>.<MAC over purpose, lead and request>`, compared in constant time. */
export const macLinks = (keyring: Keyring): Links => ({
  token: async (purpose, leadId, request) => {
    const key = await keyring.newest();
    return `${leadId}.${request}.${key.id}.${sign(key, purpose, leadId, request)}`;
  },

  keyIdOf: (token) => TOKEN.exec(token)?.[3] ?? '',

  open: async (purpose, token) => {
    const [, leadId = '', request = '', keyId = '', claimed = ''] = TOKEN.exec(token) ?? [];
    const key = await keyring.byId(keyId);
    if (key === undefined) throw new UnknownLinkError();
    const genuine = sign(key, purpose, leadId, request);
    if (!timingSafeEqual(Buffer.from(genuine), Buffer.from(claimed))) throw new UnknownLinkError();

    return { leadId, request };
  },
});

const sign = (key: Key, purpose: LinkPurpose, leadId: string, request: string) =>
  mac(key, `${purpose}\n${leadId}\n${request}`, MAC_BYTES);
