/** Why the demo cannot go on, in words for whoever started it. */
export class DemoProblem extends Error {
  override readonly name = 'DemoProblem';
}
