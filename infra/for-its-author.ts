import { PlaybookError } from '#adapters/playbook/playbook-error.ts';
import { isBuildFailure } from './bundling/is-build-failure.ts';
import { UnknownStageError } from './stages.ts';

/**
 * The message of an error that a person caused and can mend: a bad playbook, a function that does not build, an unknown stage. A stack trace would
 * only bury it. Undefined for any other error.
 */
export function forItsAuthor(error: unknown): string | undefined {
  const known = error instanceof PlaybookError || error instanceof UnknownStageError || isBuildFailure(error);

  return known ? error.message : undefined;
}
