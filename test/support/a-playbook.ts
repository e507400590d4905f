import { fileURLToPath } from 'node:url';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import type { Form, Playbook } from '#contracts/playbook.ts';

const compiled = compilePlaybook(fileURLToPath(new URL('../../playbook', import.meta.url)));

/** Our own playbook, compiled, with parts replaced. */
export const aPlaybook = (overrides: Partial<Playbook> = {}): Playbook => ({ ...compiled, ...overrides });

/** Its white paper form. */
export function aForm(overrides: Partial<Form> = {}): Form {
  const { whitepaper } = compiled.forms;
  if (whitepaper === undefined) throw new Error('The playbook has no white paper form');

  return { ...whitepaper, ...overrides };
}
