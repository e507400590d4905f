import * as z from 'zod/mini';

/** How every refused request is answered: RFC 9457 `application/problem+json`. `errors` names each field by its path as the sender wrote it. */
export const Problem = z.strictObject({
  type: z.string().check(z.regex(/^urn:goldpan:problem:[a-z-]+$/)),
  title: z.string(),
  status: z.int().check(z.minimum(400), z.maximum(599)),
  errors: z.optional(z.array(z.strictObject({ field: z.string(), message: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;
