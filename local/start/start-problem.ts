/** Why Goldpan does not start, in words for whoever started it and can mend it. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
