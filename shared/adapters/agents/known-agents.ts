import { isbot } from 'isbot';
import type { Agents } from '#ports/agents.ts';

/** By the patterns of `isbot`. Every browser has a user agent; scanners of mails were seen without one. */
export const knownAgents: Agents = {
  isMachine: (userAgent) => userAgent.trim() === '' || isbot(userAgent),
};
