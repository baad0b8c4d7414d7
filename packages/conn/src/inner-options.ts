import type { RefinementCtx, ZodType } from 'zod';

/**
 * Checks an option that is an object of its own, and reports what is wrong with its fields as if they stood in the
 * schema: in their own words, where a union would only say that nothing fits.
 */
export function checkInner(schema: ZodType, value: unknown, context: RefinementCtx): void {
  const result = schema.safeParse(value);
  if (result.success) return;
  for (const issue of result.error.issues) {
    // Without the input, which may be a secret; with what parseOptions() finds the names and the ranges of its fields in.
    context.addIssue({ ...issue, input: undefined, within: { schema, path: issue.path } } as never);
  }
}
