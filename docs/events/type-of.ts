import type { JsonSchema } from '../json-schema.ts';

/** A schema in a few words, for a cell of a table. */
export function typeOf({ type, format, enum: values, items, properties }: JsonSchema): string {
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(', ');
  if (type === 'array') return `list of: ${typeOf(items ?? {})}`;
  if (type === 'object')
    return `{ ${Object.entries(properties ?? {})
      .map(([name, part]) => `\`${name}\`: ${typeOf(part)}`)
      .join(', ')} }`;
  if (format === 'date-time') return 'instant (ISO 8601, UTC, milliseconds)';
  if (type === 'string') return 'text';
  if (type === 'integer') return 'whole number';

  return type ?? 'anything';
}
