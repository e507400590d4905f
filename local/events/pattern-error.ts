/** An event pattern that AWS would refuse. `path` names the place inside the pattern, e.g. `detail.amount[0].numeric`. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  readonly path: string;

  constructor(path: string, reason: string) {
    super(`Event pattern is not valid at ${path === '' ? 'its root' : path}: ${reason}`);
    this.path = path;
  }
}
