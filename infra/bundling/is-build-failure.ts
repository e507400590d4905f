import type { BuildFailure } from 'esbuild';

/** Tells a function that did not build (esbuild exports no class for it). Its message names file, line and reason. */
export function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors) && 'warnings' in error;
}
