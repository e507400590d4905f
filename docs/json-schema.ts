import * as z from 'zod';

/** The part of JSON Schema that our contracts need. Parsed, so that nothing in it is read unseen. */
export interface JsonSchema {
  readonly $ref?: string | undefined;
  readonly type?: string | undefined;
  readonly format?: string | undefined;
  readonly enum?: readonly (string | number)[] | undefined;
  readonly const?: string | number | boolean | undefined;
  readonly items?: JsonSchema | undefined;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly additionalProperties?: JsonSchema | boolean | undefined;
  readonly required?: readonly string[] | undefined;
  readonly [keyword: string]: unknown;
}

const JsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.string().optional(),
    format: z.string().optional(),
    enum: z.array(z.union([z.string(), z.number()])).optional(),
    const: z.union([z.string(), z.number(), z.boolean()]).optional(),
    items: JsonSchema.optional(),
    anyOf: z.array(JsonSchema).optional(),
    properties: z.record(z.string(), JsonSchema).optional(),
    additionalProperties: z.union([z.boolean(), JsonSchema]).optional(),
    required: z.array(z.string()).optional(),
  }),
);

/**
 * The schemas of a registry by their ids, as a sender has to fill them. One schema inside another becomes a `$ref` made by `uri`. What zod checks but
 * JSON Schema has no word for is put into a pattern: the protocols of an address, the `Z` of an instant.
 */
export function jsonSchemas(
  schemas: Readonly<Record<string, z.core.$ZodType>>,
  uri: (id: string) => string,
): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const { schemas: found } = z.toJSONSchema(registry, { io: 'input', uri, override: withWhatZodChecks });

  return Object.fromEntries(
    Object.entries(found).map(([id, { $schema: _, $id: __, ...schema }]) => [id, JsonSchema.parse(schema)]),
  );
}

const Checked = z.object({ format: z.string().optional(), protocol: z.instanceof(RegExp).optional() });

function withWhatZodChecks({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  const { format, protocol } = Checked.parse(zodSchema._zod.def);
  if (format === 'url' && protocol !== undefined) jsonSchema.pattern = protocol.source.replace(/\$$/, '://');
  // Zod's own pattern knows the length of each month; `format` says the same to a reader.
  if (format === 'datetime') jsonSchema.pattern = 'Z$';
}
