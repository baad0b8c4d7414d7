/**
 * What clients did and saw, in the order in which it happened: who runs them writes it down, checkers read it. Nothing here
 * knows whether the Kafka was real. Times are ms, of the wall or of a virtual clock.
 */
export type HistoryEvent = Readonly<
  { at: number } & (
    | SentEvent
    | AckedEvent
    | FailedEvent
    | RetriedEvent
    | TransactionEvent
    | AssignmentEvent
    | DeliveredEvent
    | DoneEvent
    | CommittedEvent
    | JumpedEvent
    | ProcessEvent
    | FaultEvent
    | TopicEvent
    | LogEvent
    | OffsetsEvent
    | TakenEvent
    | ConfigEvent
    | LeftEvent
  )
>;

export type History = readonly HistoryEvent[];

/** An event of one kind, as it is in a history. */
export type EventOf<E> = Readonly<{ at: number } & E>;

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
  /** The record that this one is made of, by who reads, processes and writes in one transaction: one output for each input. */
  input?: { topic: string; partition: number; offset: number };
  /** 1: whoever acknowledges it may lose it when it goes down; 0: nobody acknowledges anything. Undefined: -1, all in sync. */
  acks?: 0 | 1 | -1;
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

/** A record was given to a broker once more. Only for producers that may send twice: how often a record may be stored. */
export interface RetriedEvent {
  type: 'retried';
  id: string;
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

/**
 * What a rebalance listener is told: `assigned` what is added, when its call begins; `revoked` and `lost` what goes, when the
 * call ends, after which the member has nothing more to do with it.
 */
export interface AssignmentEvent {
  type: 'assigned' | 'revoked' | 'lost';
  group: string;
  /** The name that it has as `reader`, too. Who begins anew has another one. */
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
  /** Undefined: of no group, or its client does not tell. */
  generation?: number;
  isolation: 'read_committed' | 'read_uncommitted';
  topic: string;
  partition: number;
  offset: number;
  /** Null: nobody of this history sent it. */
  id: string | null;
  /** The reader has asked for no other order than that of each key. */
  order?: 'by key';
}

/** The application has finished with a record. A group without such events has finished with what it was given. */
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
  /** The one that the commit was made in. */
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
  /** `recreated`: the reader was told that the topic was made again. */
  why: 'reset' | 'seek' | 'truncated' | 'recreated';
}

/**
 * A process of clients begins, ends as it should, or dies; or stands still for a while (`frozen`). The clients in it are those
 * that have its name, or a name that begins with it and a `/`.
 */
export interface ProcessEvent {
  type: 'process';
  process: string;
  state: 'started' | 'closing' | 'closed' | 'crashed' | 'frozen' | 'resumed';
}

/** The environment does something, `over`: and stops it; `healed`: nothing is wrong any more from here on. */
export interface FaultEvent {
  type: 'fault' | 'over' | 'healed';
  what: string;
}

/** A topic is made, or grows: it has so many partitions from here on. */
export interface TopicEvent {
  type: 'topic';
  topic: string;
  partitions: number;
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

/** At the end: what the coordinator keeps for a group. */
export interface OffsetsEvent {
  type: 'offsets';
  group: string;
  /** How many members it still has, dynamic ones: those with a groupInstanceId stay on purpose. */
  members?: number;
  offsets: readonly { topic: string; partition: number; offset: number }[];
}

/**
 * The environment took records itself, so nobody else is to blame: offsets from `from` up to, not including, `to`. Of topic
 * `__consumer_offsets`: coordinators have lost what groups committed. `another leader`: nobody could read them yet, and who was
 * told that they are stored had not asked that all in-sync replicas have them.
 */
export interface TakenEvent {
  type: 'taken';
  topic: string;
  partition: number;
  from: number;
  to: number;
  why: 'unclean election' | 'another leader' | 'retention' | 'topic deleted' | 'not flushed';
}

/**
 * Somebody asks for a setting, is told that it holds (`acked`), or reads it; who reads from a node that may be behind writes
 * nothing. What was asked for and not acknowledged may hold from any time on.
 */
export type ConfigEvent = {
  type: 'config';
  /** Whose it is, e.g. `topic t`. */
  resource: string;
  name: string;
} & (
  | {
      phase: 'asked' | 'acked';
      /** Unique in the history, but for the settings that were asked for together. */
      change: string;
      value: string;
    }
  | { phase: 'read'; value: string | null }
);

/** At the end: what is there and should not be. */
export interface LeftEvent {
  type: 'left';
  kind: 'timer' | 'connection' | 'listener' | 'unhandled rejection' | 'uncaught exception' | 'memory' | 'unsettled';
  what: string;
}

export function isRebalance(event: HistoryEvent): event is EventOf<AssignmentEvent> {
  return event.type === 'assigned' || event.type === 'revoked' || event.type === 'lost';
}
