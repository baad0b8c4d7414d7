/**
 * What clients did and saw, in the order in which it happened: who runs them writes it down, checkers read it. Nothing here
 * knows whether the Kafka was real. Times are ms, of the wall or of a virtual clock.
 */
export type HistoryEvent = Readonly<
  { at: number } & (
    | SentEvent
    | AckedEvent
    | FailedEvent
    | TransactionEvent
    | AssignmentEvent
    | DeliveredEvent
    | DoneEvent
    | CommittedEvent
    | JumpedEvent
    | ProcessEvent
    | FaultEvent
    | LogEvent
    | TakenEvent
    | LeftEvent
  )
>;

export type History = readonly HistoryEvent[];

/** `send()` was called. `id` is the record's value, unique in the history; sends of one producer are in its order of calls. */
export interface SentEvent {
  type: 'sent';
  producer: string;
  id: string;
  topic: string;
  key: string | null;
  /** Undefined: the partitioner's affair. */
  partition?: number;
  /** The transaction that it belongs to. */
  transaction?: string;
  /** False: of a producer that may send twice. */
  idempotent: boolean;
}

export interface AckedEvent {
  type: 'acked';
  id: string;
  partition: number;
  /** -1: the broker did not tell (a duplicate whose offset it has forgotten). */
  offset: number;
}

/** The promise of `send()` rejected. `unknown`: it may be stored all the same. */
export interface FailedEvent {
  type: 'failed';
  id: string;
  error: string;
  outcome: 'not-stored' | 'unknown';
}

/** `unknown`: whoever ended it does not know how it ended (a crash, a time limit). */
export interface TransactionEvent {
  type: 'transaction';
  /** Unique in the history. */
  transaction: string;
  producer: string;
  phase: 'begun' | 'offsets' | 'committing' | 'committed' | 'aborting' | 'aborted' | 'unknown';
  /** With phase `offsets`: those of a group that are committed with it. */
  offsets?: readonly { group: string; topic: string; partition: number; offset: number }[];
}

/** What a rebalance listener is told. */
export interface AssignmentEvent {
  type: 'assigned' | 'revoked' | 'lost';
  group: string;
  member: string;
  groupInstanceId?: string;
  /** Generation or member epoch. */
  generation: number;
  partitions: readonly { topic: string; partition: number }[];
}

/** The application was given a record. */
export interface DeliveredEvent {
  type: 'delivered';
  reader: string;
  group?: string;
  generation?: number;
  isolation: 'read_committed' | 'read_uncommitted';
  topic: string;
  partition: number;
  offset: number;
  /** Null: nobody of this history sent it. */
  id: string | null;
}

/** The application has finished with a record. */
export interface DoneEvent {
  type: 'done';
  reader: string;
  group?: string;
  topic: string;
  partition: number;
  offset: number;
}

/** A commit of offsets was acknowledged. */
export interface CommittedEvent {
  type: 'committed';
  group: string;
  member: string;
  generation: number;
  topic: string;
  partition: number;
  offset: number;
}

/** A reader's position went elsewhere than to the next record, and it was told so. */
export interface JumpedEvent {
  type: 'jumped';
  reader: string;
  topic: string;
  partition: number;
  to: number;
  why: 'reset' | 'seek' | 'truncated';
}

/** A process of clients begins, ends as it should, or dies. */
export interface ProcessEvent {
  type: 'process';
  process: string;
  state: 'started' | 'closing' | 'closed' | 'crashed';
}

/** The environment does something; `healed`: nothing is wrong any more from here on. */
export interface FaultEvent {
  type: 'fault' | 'healed';
  what: string;
}

/** At the end: what a partition holds, as a read_uncommitted reader of it sees it. */
export interface LogEvent {
  type: 'log';
  topic: string;
  partition: number;
  startOffset: number;
  endOffset: number;
  records: readonly { offset: number; id: string | null; transaction: 'none' | 'committed' | 'aborted' | 'open' }[];
}

/** The environment took records itself, so nobody else is to blame: offsets from `from` up to `to`. */
export interface TakenEvent {
  type: 'taken';
  topic: string;
  partition: number;
  from: number;
  to: number;
  why: 'unclean election' | 'retention' | 'topic deleted' | 'not flushed';
}

/** At the end: what is there and should not be. */
export interface LeftEvent {
  type: 'left';
  kind: 'timer' | 'connection' | 'listener' | 'unhandled rejection' | 'uncaught exception' | 'memory' | 'unsettled';
  what: string;
}
