/** Why a command about consent cannot be carried out, in words for whoever gave it. */
export class ConsentProblem extends Error {
  override readonly name = 'ConsentProblem';
}
