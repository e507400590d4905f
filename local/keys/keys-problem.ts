/** Why a command about keys cannot be carried out, in words for whoever gave it. */
export class KeysProblem extends Error {
  override readonly name = 'KeysProblem';
}
