import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import type { Sha256 } from '#domain/consent/ledger.ts';
import type { Clock, NewId } from '#ports/world.ts';

export const systemClock: Clock = () => new Date().toISOString();

export const newUlid: NewId = () => ulid();

/** SHA-256 of a text in UTF-8, hex. */
export const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex');
