import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { sha256 } from '#adapters/system/world.ts';
import { DAY, after as later } from '#domain/instant.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { leadJson } from '#local/pages/leads/lead-json.ts';
import { readLead, readLeads } from '#local/pages/leads/read-leads.ts';
import { runCommand } from '#local/playbook/command.ts';
import { LeadFacts } from '#local/playbook/facts/lead-facts.ts';
import { aCapture, aSubmission, aViewer, LEAD_ID, NOW, REQUEST_ID } from '../../support/a-lead.ts';
import { startTestTable, type TestTable } from '../../support/dynamodb.ts';

const folder = mkdtempSync(join(tmpdir(), 'goldpan-export-'));
const email = 'ada@wasserwerk.example';
let table: TestTable;

beforeAll(async () => {
  table = await startTestTable();
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', table.endpoint);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'admin');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const here = { name: table.tableName, client: table.client };
  const leads = dynamoLeads(here, () => NOW);
  const captured = aCapture(aSubmission());
  await leads.create(captured);
  await leads.save(confirm(captured.lead, { requestId: REQUEST_ID, viewer: aViewer }, later(NOW, DAY), sha256));
  await dynamoActivities(here).record(
    [{ leadId: LEAD_ID, activity: { id: 'activity-1', kind: 'demo-requested', at: later(NOW, 2 * DAY) } }],
    DAY,
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await table.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function command(...args: string[]): Promise<string> {
  const said: string[] = [];
  const now = () => new Date(later(NOW, 3 * DAY));
  expect(await runCommand(args, { say: (text) => void said.push(text), env: {}, now })).toBe(0);

  return said.join('\n');
}

describe('leads in a table', () => {
  it('are exported with what happened when, and without who they are', async () => {
    const file = join(folder, 'facts.ndjson');
    expect(await command('export', '--out', file, '--table', table.tableName)).toMatch(/^1 leads in /);
    const text = readFileSync(file, 'utf8');
    const lead = LeadFacts.parse(JSON.parse(text.split('\n')[1] ?? ''));
    expect(lead.activities).toEqual([{ id: 'activity-1', kind: 'demo-requested', at: later(NOW, 2 * DAY) }]);
    expect(lead.consents).toContainEqual({
      channel: 'email',
      purpose: 'paper-and-news',
      kind: 'confirmed',
      at: later(NOW, DAY),
    });
    expect(lead.profile).toMatchObject({
      jobTitle: { value: 'Head of operations' },
      companySize: { value: '250+' },
      email: { value: 'given' },
      firstName: { value: 'given' },
    });
    expect(text).not.toMatch(/ada|203\.0\.113/i);
  });

  it('are explained by e-mail address', async () => {
    const said = await command(
      ...['explain', email.toUpperCase(), '--table', table.tableName, '--as-of', later(NOW, 3 * DAY)],
    );
    expect(said).toContain(`Lead ${LEAD_ID}`);
    expect(said).toMatch(/\+50 Asked for a demo/);
  });
});

describe('leads of a running Goldpan', () => {
  it('are read over its own pages, by the clock that it shows', async () => {
    const here = { name: table.tableName, client: table.client };
    const server = createServer((request, response) => {
      const answer = async (): Promise<unknown> => {
        if (request.url === '/local/clock') return { now: later(NOW, 12 * DAY) };
        if (request.url === '/local/leads') return readLeads(here);
        const lead = await readLead(here, LEAD_ID);
        return lead === undefined ? undefined : leadJson(lead);
      };
      void answer().then((body) => response.end(JSON.stringify(body)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const said = await command('explain', email, '--url', `http://127.0.0.1:${port}`, '--locale', 'de');
      expect(said).toContain(`Lead ${LEAD_ID}, Stand 5. Dezember 2026`);
      expect(said).toMatch(/vor 10 Tagen/);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});
