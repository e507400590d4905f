/** Why a command cannot do what was asked, in words for whoever asked. */
export class CommandProblem extends Error {
  override readonly name = 'CommandProblem';
}
