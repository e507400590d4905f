import type { AttributeValue, Item } from './attribute-value.ts';

/**
 * Bytes of an item as DynamoDB counts them: names and values in UTF-8
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html).
 */
export function itemSize(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return binarySize(value.B);
  if ('SS' in value) return sum(value.SS, (text) => Buffer.byteLength(text));
  if ('NS' in value) return sum(value.NS, numberSize);
  if ('BS' in value) return sum(value.BS, binarySize);
  // A list or map: three bytes, and one for each element.
  if ('L' in value) return 3 + sum(value.L, (element) => 1 + valueSize(element));
  if ('M' in value) return 3 + Object.keys(value.M).length + itemSize(value.M);

  return 1;
}

/** About one byte per two significant digits, one more, and one for a sign. Zeros at either end do not count. */
function numberSize(text: string): number {
  const [, sign = '', mantissa = ''] = /^([-+]?)([\d.]*)/.exec(text) ?? [];
  const digits = mantissa.replace('.', '').replace(/^0+/, '').replace(/0+$/, '');

  return Math.ceil(digits.length / 2) + 1 + (sign === '-' ? 1 : 0);
}

const binarySize = (base64: string) => Buffer.from(base64, 'base64').length;
const sum = <Each>(values: readonly Each[], size: (each: Each) => number) =>
  values.reduce((total, each) => total + size(each), 0);
