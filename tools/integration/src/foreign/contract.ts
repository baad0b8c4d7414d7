// What a driver is told and tells, in lines of JSON: tools/integration/foreign/README.md has it in words.
import type { CompressionType } from '@k/codec';

/** What `codec` of a command may be. */
export const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

/** What a test writes and reads: texts, so that they can be told in JSON and typed on a command line. */
export interface ForeignRecord {
  readonly key: string | null;
  readonly value: string | null;
  /** No key twice: most clients keep them in an object. */
  readonly headers: readonly (readonly [key: string, value: string])[];
}

/** A record as a client got it. */
export interface SeenRecord extends ForeignRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** In ms since 1970. */
  readonly timestamp: number;
  /** Of its group, or the member's epoch (KIP-848), when it was told: where the client says it. Not above 0 where it owns nothing. */
  readonly generation?: number;
}

/** One transaction: what is written, and the offset that a group is to have of the source's partition 0. */
export interface TransactionStep {
  readonly records: readonly ForeignRecord[];
  readonly offset: number;
  readonly commit: boolean;
}

/** What a driver can be told to do. */
export type Command =
  /** Tells the partition counts of all topics by their names. */
  | { readonly do: 'topics' }
  /** Settles when all replicas have all of them. The partition is the client's choice. */
  | {
      readonly do: 'produce';
      readonly topic: string;
      readonly codec: CompressionType;
      readonly records: readonly ForeignRecord[];
    }
  /** Tells the first `count` records that it gets from the beginning of the topic; of committed transactions only, or all. */
  | {
      readonly do: 'consume';
      readonly topic: string;
      readonly partitions: number;
      readonly count: number;
      readonly committedOnly: boolean;
    }
  /** One producer with this id, transaction after transaction; settles when the last has ended. */
  | ({ readonly do: 'transact' } & Transact)
  /** One producer writes in a transaction, another takes its id, the first commits: tells the error of that. */
  | ({ readonly do: 'fence' } & Fence)
  /** Counts the records of a topic by their values into another, exactly once; settles when the application runs. */
  | { readonly do: 'count'; readonly application: string; readonly from: string; readonly to: string }
  /** Stops the application in good order. */
  | { readonly do: 'stop'; readonly application: string }
  /** Begins to be a member of a group, which tells of itself in events. Without a committed offset it begins at the first. */
  | ({ readonly do: 'join'; readonly member: string; readonly group: string } & Subscription)
  /** Commits behind the records that the member has told. What commits by itself does nothing. */
  | { readonly do: 'commit'; readonly member: string }
  /** Leaves in good order; settles when that is done. */
  | { readonly do: 'leave'; readonly member: string }
  | Administer;

/** What an administrator asks for. What the broker refuses is an error of the reply. */
export type Administer =
  /** Tells the ids of all groups. */
  | { readonly do: 'groups' }
  /** Tells a {@link SeenGroup}. */
  | { readonly do: 'describe'; readonly group: string }
  | { readonly do: 'delete'; readonly group: string }
  /** Tells what a group committed for a topic, by partition. */
  | { readonly do: 'offsets'; readonly group: string; readonly topic: string }
  /** Gives a group without members these offsets of a topic, from partition 0 on. */
  | { readonly do: 'move'; readonly group: string; readonly topic: string; readonly offsets: readonly number[] }
  /** Takes a group's offsets of a topic of so many partitions away. */
  | { readonly do: 'forget'; readonly group: string; readonly topic: string; readonly partitions: number }
  /** Gives a topic more partitions, so many in all. */
  | { readonly do: 'grow'; readonly topic: string; readonly partitions: number };

/** A group as an administrator sees it. */
export interface SeenGroup {
  /** In whatever case. */
  readonly state: string;
  /** What each of its members has. */
  readonly members: readonly (readonly (readonly [topic: string, partition: number])[])[];
}

/** What an administrator can do: groups (list, describe and delete them), and the other commands. */
export type Administration = 'groups' | 'move' | 'forget' | 'grow';

export interface Transact {
  readonly transactionalId: string;
  readonly topic: string;
  readonly group: string;
  readonly source: string;
  readonly steps: readonly TransactionStep[];
}

export interface Fence {
  readonly transactionalId: string;
  readonly topic: string;
  readonly record: ForeignRecord;
}

/** `pattern`: a regular expression that the whole name matches, of syntax that all languages share. */
export type Subscription = ({ readonly topics: readonly string[] } | { readonly pattern: string }) & {
  /** It shares out by `cooperative-sticky` alone, and keeps its partitions over rebalances (KIP-429). */
  readonly cooperative?: true;
  /** The group protocol of KIP-848, in which the broker shares out, and matches patterns. */
  readonly protocol?: 'consumer';
  /** The lasting name of a static member. */
  readonly instance?: string;
  /** What it shares out by: of ours only. */
  readonly assignors?: readonly string[];
};

/** A line of a driver: first who it is, then replies by the id of the command, and events of members in between. */
export type Line =
  | { readonly client: string }
  | { readonly id: number; readonly ok: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly member: string; readonly records: readonly SeenRecord[] }
  /** All that it has now, after each change. */
  | { readonly member: string; readonly assigned: readonly (readonly [topic: string, partition: number])[] }
  | { readonly member: string; readonly error: string };

/** What a client may lack, beside codecs. */
export type Ability =
  /** Tells all topics. */
  | 'topics'
  /** Is a member of a group that commits when it is told to. */
  | 'members'
  /** Tells what its member was assigned. */
  | 'assignments'
  /** Writes in transactions. */
  | 'transactions'
  /** Reads what is committed only. */
  | 'committedOnly'
  /** Subscribes by a pattern. */
  | 'pattern'
  /** Sees topics that match its pattern and were made since. */
  | 'newTopics';
