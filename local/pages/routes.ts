import { functionsOf } from '#local/lambda/function-settings.ts';
import { playbookReader } from '#local/playbook/explain/running-playbook.ts';
import type { LocalStack } from '#local/stack.ts';
import { answer } from './answer.ts';
import { clockRoutes } from './clock/clock-routes.ts';
import { consentRoutes } from './consent/consent-routes.ts';
import { deadLetterRoutes } from './dead-letters/dead-letter-routes.ts';
import type { FunctionErrors } from './function-errors.ts';
import { homeRoutes } from './home/home-routes.ts';
import { inboxRoutes } from './inbox/inbox-routes.ts';
import { keyRoutes } from './keys/key-routes.ts';
import { leadRoutes } from './leads/lead-routes.ts';
import type { LeadTable } from './leads/read-leads.ts';
import { livePath, liveScript } from './live.ts';
import { meterRoutes } from './meter/meter-routes.ts';
import { favicon } from './page.ts';
import { releaseRoutes } from './releases/release-routes.ts';
import type { Route } from './route.ts';

/** Every address under `/local/`. */
export function pageRoutes(stack: LocalStack, errors: FunctionErrors): readonly Route[] {
  const [name] = stack.tables.keys();
  if (name === undefined) throw new Error('The templates have no table to read leads from.');
  const table: LeadTable = { client: stack.dynamodb, name };

  return [
    ...homeRoutes(stack, table, errors),
    ...inboxRoutes(stack),
    ...leadRoutes(table, playbookReader(scoreFolder(stack))),
    ...clockRoutes(stack),
    ...meterRoutes(stack, table),
    ...releaseRoutes(table),
    ...deadLetterRoutes(stack),
    ...keyRoutes(table, stack.clock),
    ...consentRoutes(stack),
    asset(livePath, 'text/javascript; charset=utf-8', liveScript),
    asset('/local/favicon.svg', 'image/svg+xml', favicon),
  ];
}

/** Where the bundle that scores leads lies, with the playbook that it goes by. */
function scoreFolder({ model }: LocalStack): string {
  const found = functionsOf(model).find(({ name }) => name.endsWith('-score'));
  if (found === undefined) throw new Error('The templates have no function that scores leads.');

  return found.folder;
}

const asset = (path: string, type: string, content: string): Route => ({
  path,
  get: () => answer(200, { 'content-type': type }, content),
});
