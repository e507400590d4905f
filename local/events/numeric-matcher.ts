import { PatternError } from './pattern-error.ts';

const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** Compiles `["=", 5]`, `[">", 0]` or a range `[">=", 0, "<", 10]`. */
export function numericMatcher(argument: unknown, path: string): (value: number) => boolean {
  if (!Array.isArray(argument) || (argument.length !== 2 && argument.length !== 4)) {
    throw new PatternError(path, 'a list of one or two comparisons is expected');
  }
  const [first, from, second, to] = argument;
  const tests = [comparison(first, from, path)];
  if (argument.length === 4) {
    if (!String(first).startsWith('>') || !String(second).startsWith('<') || Number(from) >= Number(to)) {
      throw new PatternError(path, 'a range runs from > or >= to a greater < or <=');
    }
    tests.push(comparison(second, to, path));
  }

  return (value) => tests.every((test) => test(value));
}

function comparison(operator: unknown, bound: unknown, path: string): (value: number) => boolean {
  const compare = Object.hasOwn(comparisons, String(operator)) ? comparisons[String(operator)] : undefined;
  if (compare === undefined) throw new PatternError(path, `${String(operator)} is not one of = < <= > >=`);
  if (typeof bound !== 'number') throw new PatternError(path, 'a comparison needs a number');

  return (value) => compare(value, bound);
}
