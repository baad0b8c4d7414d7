import { KafkaError } from '@k/wire';

/** What an assignor gave to whom, as far as the fault has to do with it. */
interface AssignmentPlace {
  readonly topic?: string | undefined;
  readonly partition?: number | undefined;
  readonly memberId?: string | undefined;
}

/**
 * An assignor threw (`cause`), or gave what no group may have: a partition to two members, to none, or to one that did not
 * subscribe to its topic. Nothing of it reaches the group: its leader leaves, and another member's assignor is asked.
 */
export class AssignmentError extends KafkaError {
  override readonly name = 'AssignmentError';
  /** The assignor's name on the wire. */
  readonly assignor: string;
  readonly topic: string | undefined;
  readonly partition: number | undefined;
  readonly memberId: string | undefined;

  constructor(assignor: string, what: string, { topic, partition, memberId }: AssignmentPlace = {}, cause?: Error) {
    super(`assignor ${assignor}: ${what}`, cause === undefined ? undefined : { cause });
    this.assignor = assignor;
    this.topic = topic;
    this.partition = partition;
    this.memberId = memberId;
  }
}
