import { z } from '@k/runtime';
import { parseOptions } from '@k/wire';
import { timeSetting } from './offset-spec.ts';

/**
 * Where a group is to go on, as `kafka-consumer-groups --reset-offsets` has it:
 *
 * - `earliest`, `latest`: where the log begins, or ends
 * - `current`: what it has committed; where it has not, the end of the log
 * - `{ offset }`: that one
 * - `{ shiftBy }`: so many offsets after what it has committed, or before when negative
 * - `{ timestamp }`: the first record that is as late, milliseconds since 1970 or a Date; the end of the log if none is
 * - `{ durationMs }`: the same, so long ago
 * - `{ csv }`: what the lines of a file say, each `topic,partition,offset`: of Java's `--export`, or of `offsetsToCsv()`
 *
 * What comes of `{ offset }`, `{ shiftBy }` and `{ csv }` is moved to where the log begins or ends if it lies outside.
 */
export type ResetSpec =
  | 'earliest'
  | 'latest'
  | 'current'
  | { readonly offset: number }
  | { readonly shiftBy: number }
  | { readonly timestamp: number | Date }
  | { readonly durationMs: number }
  | { readonly csv: string };

const specArgument = z.strictObject({
  spec: z.union(
    [
      z.enum(['earliest', 'latest', 'current']),
      z.strictObject({ offset: z.int().nonnegative() }),
      z.strictObject({ shiftBy: z.int() }),
      z.strictObject({ timestamp: timeSetting }),
      z.strictObject({ durationMs: z.number().nonnegative() }),
      z.strictObject({ csv: z.string().min(1) }),
    ],
    'expected "earliest", "latest", "current", or one of { offset }, { shiftBy }, { timestamp }, { durationMs } and { csv }',
  ),
});

/** @throws ConfigError for what is none, or two at once */
export function checkResetSpec(call: string, spec: unknown): ResetSpec {
  return parseOptions(`KafkaAdmin: ${call}`, specArgument, { spec }).spec;
}
