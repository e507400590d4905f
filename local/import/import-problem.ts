/** Why an import cannot go on, in words for whoever started it. */
export class ImportProblem extends Error {
  override readonly name = 'ImportProblem';
}
