import * as z from 'zod';

/** An attribute value as DynamoDB's JSON protocol carries it; binary values in base64. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item };
export type Item = { readonly [attribute: string]: AttributeValue };

const isText = (value: unknown) => typeof value === 'string';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isFlag = (value: unknown) => typeof value === 'boolean';
const checks: Readonly<Record<string, (value: unknown) => boolean>> = {
  S: isText,
  N: isText,
  B: isText,
  BOOL: isFlag,
  NULL: isFlag,
  SS: isTexts,
  NS: isTexts,
  BS: isTexts,
  L: (value) => Array.isArray(value) && value.every(isAttributeValue),
  M: isItem,
};

// Written out by hand: these checks run for every attribute of every call, and a union of ten schemas takes ten times as long.
function isAttributeValue(value: unknown): value is AttributeValue {
  const [type, ...more] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (type === undefined || more.length > 0) return false;
  const [name, content] = type;

  return Object.hasOwn(checks, name) && checks[name]?.(content) === true;
}

function isItem(value: unknown): value is Item {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isAttributeValue)
  );
}

export const AttributeValue = z.custom<AttributeValue>(isAttributeValue, 'not an attribute value');
export const Item = z.custom<Item>(isItem, 'not an item');

/** A key's value as text, as `dynamodb:LeadingKeys` shows it. */
export function keyText(value: AttributeValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;

  return 'B' in value ? value.B : undefined;
}
