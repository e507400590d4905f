import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY } from '#domain/instant.ts';
import { runConsent } from '#local/consent/run.ts';
import { consentRoutes } from '#local/pages/consent/consent-routes.ts';
import { GOLDPAN_TABLE, SUPPRESSION_TABLE } from '#test/support/dynamodb.ts';
import { erasing } from '#test/support/erasing.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let url: string;
let stop: () => Promise<void>;

/** The local page behind HTTP, on real tables. */
beforeAll(async () => {
  world = await startWorld();
  const { client, name, suppressions } = world.table;
  const tables = new Map([
    [name, GOLDPAN_TABLE],
    [suppressions, SUPPRESSION_TABLE],
  ]);
  const clock = { now: () => new Date(Date.now() + 100 * DAY) };
  const [route] = consentRoutes({
    dynamodb: client,
    tables,
    clock: clock as Parameters<typeof consentRoutes>[0]['clock'],
  });
  const server = createServer(async (_request, response) => {
    const asked = { query: new URLSearchParams(), path: {}, wantsJson: true, isForm: false, body: undefined };
    const answer = await route?.get?.(asked);
    response.writeHead(answer?.status ?? 404, answer?.headers).end(answer?.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await world.stop();
  };
});
afterAll(() => stop());

async function consent(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await runConsent(args, { say: (text) => void said.push(text), env: {} });

  return { code, said: said.join('\n') };
}

it('reaches the tables of the Goldpan that runs here, and goes by its clock', async () => {
  const work = erasing(world);
  const lead = await work.confirmed(await work.captured());

  expect(await consent('erase', lead.id, '--url', url)).toMatchObject({ code: 0 });
  const { erasure } = await world.lead(lead.id);
  expect(Date.parse(erasure?.requestedAt ?? '') - Date.now()).toBeGreaterThan(99 * DAY);
});

it('says what to do when none runs here, and that both tables of AWS have to be named', async () => {
  expect((await consent('erase', 'anybody', '--url', 'http://127.0.0.1:9')).said).toContain('Start it with npm start');
  expect((await consent('erase', 'anybody', '--table', 'leads')).said).toContain('--suppressions NAME');
});

it('names its commands to who calls one that is not there', async () => {
  const { code, said } = await consent('forget');

  expect(code).toBe(1);
  for (const command of ['verify', 'erase', 'erasure', 'replay']) expect(said).toContain(`  ${command} `);
  expect((await consent('erase', 'x', '--since', 'y')).said).toContain('erase has no option --since');
});
