import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { functionNames } from '#infra/functions.ts';
import { startTestTable, type TestTable } from '#test/support/dynamodb.ts';
import { against, type Figure } from '../figure.ts';
import { buildReferences, type HotFunction, hotFunctions } from '../reference/build.ts';
import { formOf } from '../submission.ts';
import { bundleOf, type System } from '../system.ts';
import { type ColdStart, coldStarts, type Variant } from './cold-starts.ts';
import { firstRequests } from './first-requests.ts';
import { startTlsFront, type TlsFront } from './tls-front.ts';

const isHot = (name: string): name is HotFunction => hotFunctions.some((hot) => hot === name);
const status: Record<HotFunction, number> = { capture: 202, confirm: 200, track: 202 };

/** Bundle sizes, init of every function, and what the cold first request of the hot ones costs beside the two references. */
export async function coldStartFigures(system: System, runs: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'goldpan-bench-'));
  const table = await startTestTable();
  const front = await startTlsFront(table.endpoint, folder);
  try {
    const playbook = join(dirname(bundleOf(system.functions.capture)), 'playbook.json');
    const reference = await buildReferences(folder, playbook);
    const requests = await firstRequests(table, formOf(system.functions.capture));
    const bundles = {
      ...namedBundles(system),
      ...Object.fromEntries(references.map((name) => [name, reference(name)])),
    };
    const variants: Variant[] = [];
    for (const [name, bundle] of Object.entries(bundles)) {
      const hot = name.split('/').at(-1) ?? '';
      if (!isHot(hot)) variants.push({ name, bundle });
      else variants.push({ name, bundle, events: await requests[hot](runs + 1), status: status[hot] });
    }
    const env = environment(system, table, front);
    const measured = await coldStarts(variants, { runs, env, folder });
    const of = (name: string): ColdStart => {
      const found = measured.get(name);
      if (found === undefined) throw new Error(`${name} was not measured`);
      return found;
    };

    return [...sizes(bundles), ...inits(of), ...hotFunctions.flatMap((name) => besideReferences(name, of))];
  } finally {
    await front.stop();
    await table.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const references = ['empty', ...hotFunctions.flatMap((name) => [`thin/${name}`, `typical/${name}`])];

const namedBundles = ({ functions }: System): Record<string, string> =>
  Object.fromEntries(functionNames.map((name) => [name, bundleOf(functions[name])]));

function sizes(bundles: Readonly<Record<string, string>>): Figure[] {
  return Object.entries(bundles).flatMap(([name, file]) => {
    const bytes = readFileSync(file);
    const figure = { group: 'Bundles', name: `${name}`, value: bytes.length / 1000, unit: 'KB' };
    const zipped = { ...figure, name: `${name}, gz`, value: gzipSync(bytes).length / 1000 };

    return isHot(name) ? [against(figure, 'hotBundleKb'), against(zipped, 'hotBundleGzKb')] : [figure, zipped];
  });
}

const inits = (of: (name: string) => ColdStart): Figure[] =>
  [...functionNames, ...references].map((name) => ({
    group: 'Init, as ratio to an empty handler',
    name,
    value: of(name).initMilliseconds / of('empty').initMilliseconds,
    unit: '×',
    note: `${of(name).initMilliseconds.toFixed(1)} ms`,
  }));

function besideReferences(name: HotFunction, of: (name: string) => ColdStart): Figure[] {
  const group = 'Cold start of the hot functions (init: wall time of the import; CPU: of import and first request)';
  const [ours, thin, typical] = [of(name), of(`thin/${name}`), of(`typical/${name}`)];
  const ratio = (kind: keyof ColdStart, reference: ColdStart) => ({
    group,
    value: ours[kind] / reference[kind],
    unit: '×',
    note: `${ours[kind].toFixed(1)} ms to ${reference[kind].toFixed(1)} ms`,
  });

  return [
    against({ name: `${name}: init to raw thin`, ...ratio('initMilliseconds', thin) }, 'initOfThin'),
    against({ name: `${name}: init to typical stack`, ...ratio('initMilliseconds', typical) }, 'initOfTypical'),
    against({ name: `${name}: CPU to raw thin`, ...ratio('cpuMilliseconds', thin) }, 'cpuOfThin'),
    against({ name: `${name}: CPU to typical stack`, ...ratio('cpuMilliseconds', typical) }, 'cpuOfTypical'),
  ];
}

/** Lambda's environment, as far as the functions read it, with Dynoxide behind TLS for AWS. */
function environment({ model, functions }: System, table: TestTable, { endpoint, certificate }: TlsFront) {
  return {
    ...Object.assign({}, ...Object.values(functions).map((settings) => settings.environment)),
    TABLE_NAME: table.tableName,
    SUPPRESSION_TABLE_NAME: table.suppressions,
    AWS_REGION: model.region,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: endpoint,
    NODE_EXTRA_CA_CERTS: certificate,
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
  };
}
