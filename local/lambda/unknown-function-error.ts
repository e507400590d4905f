/** An invocation of a function that the template does not have. */
export class UnknownFunctionError extends Error {
  override readonly name = 'UnknownFunctionError';
  readonly functionName: string;

  constructor(functionName: string) {
    super(`There is no function ${functionName}.`);
    this.functionName = functionName;
  }
}
