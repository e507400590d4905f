import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { apiAt } from '#local/import/api.ts';
import { runImport } from '#local/import/import.ts';
import { captureServer } from './capture-server.ts';

let server: Awaited<ReturnType<typeof captureServer>>;
let folder: string;
const printed: string[] = [];
beforeAll(async () => {
  server = await captureServer();
  folder = mkdtempSync(join(tmpdir(), 'goldpan-import-'));
  for (const stream of ['log', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((text) => void printed.push(String(text)));
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await server.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  printed.length = 0;
  server.posts.length = 0;
  server.interfere = () => undefined;
});

const header = 'Vorname;Name;Firma;E-Mail-Adresse;Telefon;Mitarbeiter;Einwilligung;Quelle;Datum';
let lists = 0;
/** A list in a file of its own; every address is new. */
function aList(rows: string[], head = header): { file: string; report: string } {
  lists += 1;
  const file = join(folder, `list-${lists}.csv`);
  writeFileSync(file, `${head}\r\n${rows.map((row) => `${row}\r\n`).join('')}`);

  return { file, report: file.replace('.csv', '.refused.csv') };
}
const aRow = (n: number | string, { consent = 'E-Mail', source = 'IFAT, Karte 1', date = '04.05.2026' } = {}) =>
  `Ada;Meier;=Wasser AG;ada${n}.${lists}@wasser.example;+49 89 1;120;${consent};${source};${date}`;
const run = (file: string, ...more: string[]) =>
  runImport([file, '--form', 'trade-fair', '--url', server.url, ...more]);

async function stored(kind: string): Promise<number> {
  const { client, name } = server.world.table;
  const { Items: items = [] } = await client.send(new ScanCommand({ TableName: name }));

  return items.filter(({ sk }) => sk?.S === kind).length;
}

describe('an import', () => {
  it('makes a lead of every row, with cells as they are, and asks each to confirm', async () => {
    const { file, report } = aList([aRow(1, { consent: 'E-Mail, Telefon' }), aRow(2)]);
    const before = await stored('LEAD');

    expect(await run(file)).toBe(0);
    expect(await stored('LEAD')).toBe(before + 2);
    expect(server.posts.map(({ body }) => body)).toContainEqual({
      fields: {
        email: `ada1.${lists - 1}@wasser.example`,
        firstName: 'Ada',
        lastName: 'Meier',
        company: '=Wasser AG',
        companySize: '50-249',
        phone: '+49 89 1',
        consentSource: 'IFAT, Karte 1',
        consentDate: '2026-05-04',
      },
      consents: {
        email: { given: true, text: expect.stringMatching(/^[0-9a-f]{64}$/) },
        phone: { given: true, text: expect.any(String) },
        tracking: { given: false, text: expect.any(String) },
      },
      locale: 'de',
    });
    expect(existsSync(report)).toBe(false);
    expect(printed.join()).toContain('2 accepted');
    expect(printed.join()).not.toContain('wasser.example');
  });

  it('does nothing twice: not in a second run, not for a row that is there twice, not without its journal', async () => {
    const { file } = aList([aRow(1), aRow(2), aRow(1)]);
    const all = async () => [await stored('LEAD'), await stored('CONSENT#000001'), await stored('CONSENT#000002')];
    const [leads = 0, first = 0, second = 0] = await all();
    await run(file);
    expect(await run(file)).toBe(0);
    expect(server.posts).toHaveLength(2);
    rmSync(`${file}.imported`);
    expect(await run(file)).toBe(0);

    expect(await all()).toEqual([leads + 2, first + 2, second]);
  });

  it('refuses each row without a basis, names line and reason, and takes the others', async () => {
    const { file, report } = aList([
      aRow(1),
      aRow(2, { consent: '' }),
      aRow(3, { source: '' }),
      aRow(4, { date: '31.02.2026' }),
      aRow(5, { consent: 'Post' }),
      aRow(6, { date: '2099-01-01' }),
      aRow(7, { consent: 'Telefon' }),
      '=cmd;"two\nlines";x;not-an-address;;;email;IFAT;2026-05-04',
      'too;short',
    ]);

    expect(await run(file)).toBe(1);
    const text = readFileSync(report, 'utf8');
    const lines = text.replaceAll('"two\nlines"', 'two').split('\r\n');
    expect(lines[0]).toBe(`\uFEFFline;reason;${header}`);
    expect(lines.slice(1, -1).map((line) => line.split(';').slice(0, 2).join(': '))).toEqual([
      expect.stringMatching(/^3: "?consent: no box was ticked/),
      expect.stringMatching(/^4: "?consentSource: missing/),
      expect.stringMatching(/^5: "?consentDate: must be a day/),
      expect.stringMatching(/^6: "?consent: “Post” is none of/),
      expect.stringMatching(/^7: "?consentDate: lies in the future/),
      expect.stringMatching(/^8: "?consent\.email: /),
      expect.stringMatching(/^9: "?email: /),
      expect.stringMatching(/^11: "?has 2 cells/),
    ]);
    // Neutralised for the spreadsheet that opens the report.
    expect(text).toContain(";'=Wasser AG;");
    expect(text).toContain(";'+49 89 1;");
    expect(text).toContain(";'=cmd;");
    expect(printed.join()).toContain('1 accepted');
    expect(printed.join()).toContain('8 refused');
  });

  it('CSV cells starting `= + - @` tab: neutralised, and `+49…` survives an import, also by way of its own report', async () => {
    const { file, report } = aList([aRow(1, { consent: '' })]);
    await run(file);
    expect(readFileSync(report, 'utf8')).toMatch(/;'=Wasser AG;.*;'\+49 89 1;/);
    writeFileSync(report, readFileSync(report, 'utf8').replace(';120;;', ';120;email;'));

    expect(await run(report)).toBe(0);
    expect(server.posts[0]?.body).toMatchObject({ fields: { company: '=Wasser AG', phone: '+49 89 1' } });
  });

  it('goes on where it stopped, and an old report goes when all is well', async () => {
    const { file, report } = aList(Array.from({ length: 6 }, (_, n) => aRow(n)));
    server.interfere = (nth) =>
      nth === 3 ? { statusCode: 409, headers: { 'content-type': 'text/plain' }, body: '' } : undefined;
    expect(await run(file, '--concurrency', '1')).toBe(1);
    expect(readFileSync(report, 'utf8')).toContain('the API answers 409');
    server.interfere = () => undefined;
    server.posts.length = 0;

    expect(await run(file)).toBe(0);
    expect(server.posts).toHaveLength(1);
    expect(existsSync(report)).toBe(false);
  });

  it('asks at most as many at once as it was told', async () => {
    const { file } = aList(Array.from({ length: 30 }, (_, n) => aRow(n)));
    server.mostAtOnce = 0;
    expect(await run(file, '--concurrency', '3')).toBe(0);

    expect(server.mostAtOnce).toBe(3);
    expect(new Set(server.posts.map(({ key }) => key)).size).toBe(30);
  });

  it('that is stopped finishes what was begun, and says what was not tried', async () => {
    const { file } = aList(Array.from({ length: 10 }, (_, n) => aRow(n)));
    server.interfere = (nth) => void (nth === 4 && process.emit('SIGINT'));
    expect(await run(file, '--concurrency', '2')).toBe(1);
    const { length: sent } = server.posts;
    expect(sent).toBeLessThan(7);
    expect(printed.join()).toContain(`${10 - sent} not tried`);
    server.posts.length = 0;

    expect(await run(file)).toBe(0);
    expect(server.posts).toHaveLength(10 - sent);
  });

  it('finds columns in English too, and by hand', async () => {
    const { file } = aList(
      ['who@x.example,Anna,Food and drink,PO 1,2026-05-04,email,en,x'],
      'Work e-mail address,Given name,Sector,Ticket,consent_date,Consents,Language,Shoe size',
    );

    expect(await run(file, '--map', 'Ticket=consentSource')).toBe(0);
    expect(server.posts[0]?.body).toMatchObject({
      fields: { email: 'who@x.example', firstName: 'Anna', industry: 'food', consentSource: 'PO 1' },
      locale: 'en',
    });
    expect(printed.join()).toContain('Shoe size');
  });

  it.each([
    ['no column for the basis', [aRow(1)], 'Vorname;Name;Firma;E-Mail;Tel;M;X;Y;Z', 'No column for consentSource'],
    ['two columns of the same', ['a;b'], 'Mail;E-Mail', 'Two columns are email'],
    ['no rows', [], header, 'no rows'],
  ])('with %s begins nothing', async (_what, rows, head, reason) => {
    const { file } = aList(rows, head);

    expect(await run(file)).toBe(2);
    expect(printed.join()).toContain(reason);
    expect(server.posts).toEqual([]);
  });

  it('says what is wrong with how it was started', async () => {
    const { file } = aList([aRow(1)]);
    const start = (...args: string[]) => runImport(args);

    expect(await start(file)).toBe(2);
    expect(await start(file, '--form', 'unknown', '--url', server.url)).toBe(2);
    expect(await start(file, '--form', 'trade-fair', '--url', 'http://127.0.0.1:9')).toBe(2);
    expect(await run(join(folder, 'none.csv'))).toBe(2);
    expect(await run(file, '--map', 'None=email')).toBe(2);
    expect(await run(file, '--map', 'Firma=shoes')).toBe(2);
    expect(await run(file, '--concurrency', '51')).toBe(2);
    expect(printed.map((text) => text.split('\n')[0])).toEqual([
      expect.stringContaining('How to use it'),
      expect.stringContaining('There is no form unknown'),
      expect.stringContaining('Nobody answers at http://127.0.0.1:9'),
      expect.stringContaining('cannot be read'),
      expect.stringContaining('no column “None”'),
      expect.stringContaining('no field shoes'),
      expect.stringContaining('from 1 to 50'),
    ]);
  });
});

describe('an API that is busy', () => {
  const submission = { fields: { email: 'x@y.example' } };
  const busy = (statusCode: number, headers: Record<string, string> = {}) => ({ statusCode, headers, body: '' });

  it('is asked again after as long as it says', async () => {
    const pauses: number[] = [];
    const pause = async (ms: number) => {
      pauses.push(ms);
      vi.setSystemTime(Date.now() + ms);
    };
    vi.useFakeTimers({ toFake: ['Date'] });
    server.interfere = (nth) => [busy(429, { 'retry-after': '7' }), busy(503), busy(202)][nth - 1];
    const outcome = await apiAt(server.url, 'trade-fair', pause).submit(submission, 'key-0001');
    vi.useRealTimers();

    expect(outcome).toEqual({ kind: 'accepted' });
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(7_000);
    expect(new Set(server.posts.map(({ key }) => key))).toEqual(new Set(['key-0001']));
  });

  it('is left alone after eight attempts; the row is not refused, but not sent', async () => {
    server.interfere = () => busy(500);
    const outcome = await apiAt(server.url, 'trade-fair', async () => undefined).submit(submission, 'key-0002');

    expect(outcome).toEqual({ kind: 'failed', reason: 'the API answers 500' });
    expect(server.posts).toHaveLength(8);
  });
});
