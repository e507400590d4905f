import { pathToFileURL } from 'node:url';
import { loadPlaybook } from '#adapters/playbook/load.ts';
import type { Playbook } from '#contracts/playbook.ts';

/** The compiled playbook in a function's folder, beside its bundle: what the running system goes by. */
export const playbookIn = (folder: string): Playbook => loadPlaybook(pathToFileURL(`${folder}/playbook.json`));
