import { parseArgs } from 'node:util';
import { type Locale, locales } from '#contracts/playbook.ts';
import { ImportProblem } from './import-problem.ts';

export interface ImportSettings {
  readonly file: string;
  readonly formId: string;
  /** Without a trailing slash. */
  readonly url: string;
  readonly locale: Locale;
  /** `Header=field` */
  readonly byHand: readonly string[];
  readonly concurrency: number;
}

const usage = `npm run import -- leads.csv --form trade-fair
  --url http://localhost:4400   where Goldpan answers
  --map "Header=field"          what a column is; as often as needed
  --locale de                   the language of rows that name none
  --concurrency 8               how many at once, 1 to 50`;

/** Reads the command line. @throws ImportProblem with the usage. */
export function readImportSettings(args: readonly string[]): ImportSettings {
  const { values, positionals } = given(args);
  const [file, ...more] = positionals;
  const { form, url = 'http://localhost:4400', locale = 'de', map = [], concurrency = '8' } = values;
  if (file === undefined || more.length > 0 || form === undefined) throw new ImportProblem(`How to use it:\n${usage}`);
  const known = locales.find((one) => one === locale);
  if (known === undefined) throw new ImportProblem(`--locale must be one of ${locales.join(', ')}.`);
  if (!/^[1-9]\d?$/.test(concurrency) || Number(concurrency) > 50)
    throw new ImportProblem('--concurrency must be a number from 1 to 50.');
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new ImportProblem(`--url must be an address, not “${url}”.`);

  return {
    file,
    formId: form,
    url: url.replace(/\/+$/, ''),
    locale: known,
    byHand: map,
    concurrency: Number(concurrency),
  };
}

function given(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        form: { type: 'string' },
        url: { type: 'string' },
        map: { type: 'string', multiple: true },
        locale: { type: 'string' },
        concurrency: { type: 'string' },
      },
    });
  } catch (error) {
    throw new ImportProblem(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
