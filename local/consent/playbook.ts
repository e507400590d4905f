import { fileURLToPath } from 'node:url';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import type { Playbook } from '#contracts/playbook.ts';
import { readSettings } from '#local/start/settings.ts';
import type { Given } from './command.ts';

const own = fileURLToPath(new URL('../../playbook', import.meta.url));

/** The playbook that was named, that Goldpan was started with, or of this working copy. */
export const playbookOf = ({ options, env }: Pick<Given, 'options' | 'env'>): Playbook =>
  compilePlaybook(options.playbook ?? readSettings(env).playbook ?? own);
