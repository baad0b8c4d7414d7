import { KafkaError } from '@k/wire';
import type { PartitionSequence, ProducerIdentity } from './source.ts';

const MAX_EPOCH = 32_767;
/** So many questions for a producer id may fail before that is worth a word: a new cluster gives none for a moment. */
const UNREMARKABLE_FAILURES = 2;

/**
 * Where the identity of an idempotent producer stands.
 *
 * - `absent`: there is none yet, or the epochs of the last one are used up. It is asked for when somebody needs it, from
 *   `askAt` on.
 * - `asking`: an InitProducerId is in flight.
 * - `present`: batches can be numbered.
 */
export type IdempotentState =
  | { readonly state: 'absent'; readonly failures: number; readonly askAt: number }
  | { readonly state: 'asking'; readonly failures: number }
  | { readonly state: 'present'; readonly identity: ProducerIdentity };

export type IdempotentEvent =
  /** A batch waits for numbers. */
  | { readonly type: 'needed' }
  /** InitProducerId was answered. */
  | { readonly type: 'granted'; readonly identity: ProducerIdentity }
  /** InitProducerId failed. */
  | { readonly type: 'refused'; readonly error: Error }
  /** Numbers under `identity` are no good any more on some partition. */
  | { readonly type: 'fenced'; readonly identity: ProducerIdentity };

export type IdempotentEffect =
  /** Send InitProducerId, and come back with `granted` or `refused`. */
  | { readonly type: 'ask' }
  /** Come back with `needed` at `at`. */
  | { readonly type: 'wakeAt'; readonly at: number }
  /** Something is known: look again at what waits. */
  | { readonly type: 'ready' }
  /** Asking fails, and goes on. */
  | { readonly type: 'warn'; readonly error: Error }
  /** Asking is in vain: fail what has no numbers. */
  | { readonly type: 'fatal'; readonly error: Error };

export type IdempotentStep = readonly [to: IdempotentState, effects: readonly IdempotentEffect[]];

export interface IdempotentConfig {
  /** Milliseconds to the next question, after so many failures in a row. */
  readonly pauseMs: (failures: number) => number;
}

export const initialIdempotent: IdempotentState = { state: 'absent', failures: 0, askAt: 0 };

/**
 * The identity of an idempotent producer as a pure function: what becomes of it, and what is to be done.
 *
 * The epoch goes up here and now, without asking a broker: for a producer that is not transactional the broker takes a higher
 * epoch with a sequence that starts at 0 (KIP-360).
 *
 * @param now on a clock that never goes back, in milliseconds
 */
export function idempotentStep(
  from: IdempotentState,
  event: IdempotentEvent,
  now: number,
  config: IdempotentConfig,
): IdempotentStep {
  switch (event.type) {
    case 'needed':
      if (from.state !== 'absent') return [from, []];
      if (from.askAt > now) return [from, [{ type: 'wakeAt', at: from.askAt }]];
      return [{ state: 'asking', failures: from.failures }, [{ type: 'ask' }]];
    case 'granted':
      if (from.state !== 'asking') return [from, []];
      return [{ state: 'present', identity: event.identity }, [{ type: 'ready' }]];
    case 'refused':
      return from.state === 'asking' ? refused(from.failures, event.error, now, config) : [from, []];
    case 'fenced':
      // Another partition may have been faster: the epoch that it was given serves this one as well.
      return from.state === 'present' && from.identity === event.identity ? bumpEpoch(from.identity) : [from, []];
  }
}

function refused(before: number, error: Error, now: number, { pauseMs }: IdempotentConfig): IdempotentStep {
  const failures = before + 1;
  const to: IdempotentState = { state: 'absent', failures, askAt: now + Math.max(1, pauseMs(before)) };
  if (!(KafkaError.is(error) && error.retriable)) return [to, [{ type: 'fatal', error }, { type: 'ready' }]];
  return [to, failures > UNREMARKABLE_FAILURES ? [{ type: 'warn', error }, { type: 'ready' }] : [{ type: 'ready' }]];
}

function bumpEpoch({ producerId, epoch }: ProducerIdentity): IdempotentStep {
  if (epoch === MAX_EPOCH) return [initialIdempotent, []];
  return [{ state: 'present', identity: { producerId, epoch: epoch + 1 } }, []];
}

/**
 * Whether a partition may number its next batch under `current`. With nothing in flight it may: whatever its older batches
 * have come to is known. Else:
 *
 * - A broker that knows nothing of this producer takes any first sequence number, so the first batch of a sequence goes alone:
 *   were it refused and a later one stored, the first could never be.
 * - A new epoch begins with nothing of the old one in flight, or an old batch could be stored after a new one.
 */
export function mayNumber({ identity, established, inFlight }: PartitionSequence, current: ProducerIdentity): boolean {
  return inFlight === 0 || (established && identity === current);
}
