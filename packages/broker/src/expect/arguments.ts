import { parseOptions, wrongArgument } from '@k/wire';
import { schemaOf, waitSettings, z, type WaitOptions } from '@k/runtime';
import type * as zod from 'zod';
import { didYouMean } from '../options/did-you-mean.ts';
import type { ConnectionCondition } from './connection-wait.ts';
import type { GroupDescription } from '../group/group-description.ts';
import type { GroupCondition } from './group-wait.ts';
import { patternProblem, type RecordPattern } from './record-pattern.ts';

/** Which records `Broker.records()` gives. */
export interface RecordsOptions {
  /** Of this partition alone. @default of all */
  readonly partition?: number | undefined;
  /** `'read_committed'`: none of aborted transactions, and none behind where an open one began. @default 'read_uncommitted' */
  readonly isolation?: 'read_uncommitted' | 'read_committed' | undefined;
}

/** Which records are expected, how, and for how long it is waited for them. */
export interface ExpectRecordsOptions extends RecordsOptions, WaitOptions {
  /**
   * Where to look from: what there is of the topic already, only what comes from now on, or from an offset on in each
   * partition. @default 'earliest'
   */
  readonly from?: 'earliest' | 'latest' | number | undefined;
  /** `'kept'`: of two in the same partition the one that is expected first comes first. @default 'kept' */
  readonly order?: 'kept' | 'any' | undefined;
  /** Whether no others may be there. @default false: others are passed over, and a number is the least */
  readonly exactly?: boolean | undefined;
  /** Milliseconds to wait. @default 4000 */
  readonly timeoutMs?: number | undefined;
}

/** Which records are not expected, and for how long. */
export interface ExpectNoRecordsOptions extends RecordsOptions, Pick<WaitOptions, 'signal'> {
  /** Only one like this is too much. @default any is */
  readonly matching?: RecordPattern | undefined;
  /** Where to begin: 'earliest', 'latest' or an offset. @default 'earliest': what is there already counts */
  readonly from?: 'earliest' | 'latest' | number | undefined;
  /** For how many milliseconds none may come. @default 100 */
  readonly forMs?: number | undefined;
}

const recordsFields = {
  partition: z.int().min(0).optional(),
  isolation: z.enum(['read_uncommitted', 'read_committed']).default('read_uncommitted'),
};
const from = z
  .union([z.enum(['earliest', 'latest']), z.int().min(0)], "expected 'earliest', 'latest' or an offset, 0 or more")
  .default('earliest');

const recordsOptions = schemaOf<RecordsOptions>()(z.strictObject(recordsFields));
const expectOptions = schemaOf<ExpectRecordsOptions>()(
  z.strictObject({
    ...recordsFields,
    ...waitSettings,
    from,
    order: z.enum(['kept', 'any']).default('kept'),
    exactly: z.boolean().default(false),
  }),
);
const noneOptions = schemaOf<ExpectNoRecordsOptions>()(
  z.strictObject({
    ...recordsFields,
    signal: waitSettings.signal,
    from,
    matching: z.custom<RecordPattern>().optional(),
    forMs: z.number().min(0).default(100),
  }),
);
const groupOptions = schemaOf<GroupCondition & WaitOptions>()(
  z
    .strictObject({
      ...waitSettings,
      state: z
        .custom<GroupCondition['state']>((it) => typeof it === 'string', 'expected a state, such as Stable')
        .optional(),
      members: z.int().min(0).optional(),
      empty: z.literal(true).optional(),
      caughtUp: z.literal(true).optional(),
      topics: z.array(z.string()).readonly().optional(),
    })
    .refine(
      ({ state, members, empty, caughtUp }) => [state, members, empty, caughtUp].some((it) => it !== undefined),
      'expected one of state, members, empty and caughtUp',
    ),
);
const connectionOptions = schemaOf<ConnectionCondition & WaitOptions>()(
  z.strictObject({
    ...waitSettings,
    clientId: z.string().optional(),
    nodeId: z.int().min(0).optional(),
    listener: z.string().optional(),
    principal: z.string().optional(),
  }),
);

/** Of a group of either protocol. */
const GROUP_STATES: readonly GroupDescription['state'][] = [
  'Empty',
  'PreparingRebalance',
  'CompletingRebalance',
  'Assigning',
  'Reconciling',
  'Stable',
  'Dead',
];

const untilOptions = z.strictObject({ ...waitSettings, what: z.string().optional() });

// Each throws ConfigError.

export function parseRecordsOptions(call: string, options: unknown): zod.output<typeof recordsOptions> {
  return parseOptions(call, recordsOptions, options);
}

export function parseExpectOptions(call: string, options: unknown): zod.output<typeof expectOptions> {
  return parseOptions(call, expectOptions, options);
}

export function parseNoneOptions(call: string, options: unknown): zod.output<typeof noneOptions> {
  const parsed = parseOptions(call, noneOptions, options);
  if (parsed.matching !== undefined) checkPattern(call, 'matching', parsed.matching);
  return parsed;
}

export function parseGroupOptions(call: string, options: unknown): zod.output<typeof groupOptions> {
  const parsed = parseOptions(call, groupOptions, options);
  if (parsed.state !== undefined && !GROUP_STATES.includes(parsed.state)) {
    const hint = didYouMean(parsed.state, GROUP_STATES);
    throw wrongArgument(call, 'option "state"', `one of ${GROUP_STATES.join(', ')}${hint}`, parsed.state);
  }
  return parsed;
}

export function parseConnectionOptions(call: string, options: unknown): zod.output<typeof connectionOptions> {
  return parseOptions(call, connectionOptions, options);
}

export function parseUntilOptions(call: string, options: unknown): zod.output<typeof untilOptions> {
  return parseOptions(call, untilOptions, options);
}

/** A number of records, or one pattern for each. */
export function checkExpected(call: string, expected: unknown): void {
  if (Number.isSafeInteger(expected) && (expected as number) >= 0) return;
  if (!Array.isArray(expected)) {
    throw wrongArgument(call, 'expected', 'a number of records, or an array with a pattern for each', expected);
  }
  expected.forEach((pattern, index) => checkPattern(call, `expected[${String(index)}]`, pattern));
}

function checkPattern(call: string, argument: string, pattern: unknown): void {
  const problem = patternProblem(pattern);
  if (problem !== undefined) throw wrongArgument(call, argument, problem, pattern);
}
