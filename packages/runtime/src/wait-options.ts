import { z } from './z.ts';

/** The fields of {@link WaitOptions}, for the schema of a call that takes more than these. */
export const waitSettings = {
  signal: z.custom<AbortSignal>(isAbortSignal, 'expected an AbortSignal').optional(),
  timeoutMs: z
    .custom<number>((value) => typeof value === 'number' && value >= 0, 'expected a number of milliseconds, 0 or more')
    .optional(),
};

/** The last argument of a call that waits: `parseOptions('KafkaProducer: flush()', waitOptions, options)`. */
export const waitOptions = z.strictObject(waitSettings);

/** Not instanceof: a test runner's sandbox has an AbortSignal of its own. */
export function isAbortSignal(value: unknown): value is AbortSignal {
  if (typeof value !== 'object' || value === null) return false;
  const { aborted, addEventListener } = value as Partial<AbortSignal>;
  return typeof aborted === 'boolean' && typeof addEventListener === 'function';
}
