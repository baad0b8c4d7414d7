import { checkInteger, checkOptionalInteger, invalidArgument } from '../arguments.ts';
import type { BatchErrorMaker } from '../compression/decompress.ts';
import { CodecError } from '../errors.ts';
import type { ProducerState, TimestampType } from '../record-batch.ts';

const MAX_INT16 = 0x7fff;
export const MAX_INT32 = 0x7fff_ffff;
const MAX_INT64 = (1n << 63n) - 1n;

/** The names of {@link ProducerState}. */
export const PRODUCER_STATE: ReadonlySet<string> = new Set(['producerId', 'producerEpoch', 'baseSequence']);

// What the fields of a batch's header can hold. Each throws CodecError ('invalid-argument').

export function checkProducerState({ producerId, producerEpoch, baseSequence }: Partial<ProducerState>): void {
  if (producerId !== undefined && !isProducerId(producerId)) {
    throw invalidArgument('a producer id is a bigint or a safe integer from -1 to 2^63 - 1', producerId);
  }
  checkOptionalInteger('a producer epoch', producerEpoch, -1, MAX_INT16);
  checkOptionalInteger('a base sequence', baseSequence, -1, MAX_INT32);
}

/** The same for a state that has to be whole. */
export function checkWholeProducerState(state: ProducerState): void {
  for (const name of ['producerId', 'producerEpoch', 'baseSequence'] as const) {
    // JavaScript callers.
    if ((state[name] as unknown) === undefined) throw invalidArgument(`${name} is a number`, undefined);
  }
  checkProducerState(state);
}

function isProducerId(value: bigint | number): boolean {
  if (typeof value === 'bigint') return value >= -1n && value <= MAX_INT64;
  return Number.isSafeInteger(value) && value >= -1;
}

export function checkPartitionLeaderEpoch(epoch: number | undefined): void {
  checkOptionalInteger('a partition leader epoch', epoch, -1, MAX_INT32);
}

/** An offset that has to be there; the one after it has to be exact too. */
export function checkOffset(what: string, offset: number): void {
  checkInteger(what, offset, 0, Number.MAX_SAFE_INTEGER - 1);
}

/** Whose clock it is, and the time. */
export function checkTimestamp(type: Exclude<TimestampType, 'NoTimestampType'>, timestamp: number): void {
  if (!['CreateTime', 'LogAppendTime'].includes(type)) {
    throw invalidArgument('a timestamp type is CreateTime or LogAppendTime', type);
  }
  if (!Number.isSafeInteger(timestamp)) throw invalidArgument('a timestamp is a safe integer', timestamp);
}

/** Checks what a setter of a batch was given. @param error says which batch it was */
export function checkSetter(error: BatchErrorMaker, check: () => void): void {
  try {
    check();
  } catch (cause) {
    if (cause instanceof CodecError) throw error(cause.message, cause.reason);
    throw cause;
  }
}
