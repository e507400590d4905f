import type { LocalClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type Denial, denialMessage } from './call.ts';
import type { Caller } from './callers.ts';
import type { GrantUsage } from './grant-usage.ts';
import { type Authorization, decide } from './iam.ts';

/** A call that the caller's policies do not allow. */
export class DeniedError extends Error {
  override readonly name = 'DeniedError';
  readonly denial: Denial;

  constructor(denial: Denial) {
    super(denialMessage(denial));
    this.denial = denial;
  }
}

export type Authorizer = {
  /** Throws `DeniedError` for the first thing that the caller may not do. */
  authorize(caller: Caller, wanted: readonly Authorization[]): void;
};

/** Conditions that help to see why a call was denied and name nobody. */
const LOGGED_KEYS = ['dynamodb:leadingkeys', 'events:source', 'events:detail-type', 'ses:fromaddress'];

/** Decides by the callers' policies, records the grants they use, and logs each kind of denial once. */
export function createAuthorizer(options: {
  readonly clock: LocalClock;
  readonly usage: GrantUsage;
  readonly log: Log;
  readonly region: string;
}): Authorizer {
  const logged = new Set<string>();

  return {
    authorize(caller, wanted) {
      if (caller.statements === undefined) return;
      for (const { action, resource, context } of wanted) {
        const everywhere = {
          'aws:currenttime': [options.clock.now().toISOString()],
          // The local endpoint speaks plain HTTP on the loopback interface; what runs here would come over TLS.
          'aws:securetransport': ['true'],
          'aws:requestedregion': [options.region],
          'aws:principalarn': [caller.principal],
        };
        const decision = decide(caller.statements, { action, resource, context: { ...everywhere, ...context } });
        if (decision.allowed) {
          options.usage.record(caller.role, decision.by);
          continue;
        }
        const denial = { principal: caller.principal, action, resource, explicitly: decision.explicitly };
        const line = denialLine(caller, denial, context);
        if (!logged.has(line)) options.log(line);
        logged.add(line);
        throw new DeniedError(denial);
      }
    },
  };
}

function denialLine(caller: Caller, denial: Denial, context: Authorization['context']): string {
  const facts = LOGGED_KEYS.flatMap((key) => {
    // The partition's kind is enough: an id would make every denial a new one.
    const values = new Set(
      (context[key] ?? []).map((value) => (key === 'dynamodb:leadingkeys' ? value.replace(/#.*/, '#…') : value)),
    );

    return values.size === 0 ? [] : [`${key} ${[...values].join(', ')}`];
  });

  return `Access denied to ${caller.name}: ${denialMessage(denial)}${facts.length === 0 ? '' : ` (${facts.join('; ')})`}`;
}
