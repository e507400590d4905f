import type { Instant } from '#domain/instant.ts';

/** The present moment. */
export type Clock = () => Instant;

/** A new id: sorts by time, never repeats (ULID). */
export type NewId = () => string;
