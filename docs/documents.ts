import { eventCatalogue } from './events/catalogue.ts';
import { openApi } from './openapi/document.ts';
import { playbookSchemas } from './playbook-schema/schemas.ts';

/** A file of the repository that is made from code. */
export interface Document {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly content: string;
}

/** All generated documents as they should be now. */
export const documents = (): Document[] => [
  { path: 'docs/openapi.json', content: `${JSON.stringify(openApi(), null, 2)}\n` },
  { path: 'docs/events.md', content: eventCatalogue() },
  ...playbookSchemas().map(([name, schema]) => ({
    path: `docs/playbook-schema/${name}.json`,
    content: `${JSON.stringify(schema, null, 2)}\n`,
  })),
];
