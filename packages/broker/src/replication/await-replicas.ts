import { ErrorCode } from '@k/wire';
import type { RequestContext } from '../api/handler.ts';
import type { Partition } from '../state/partition.ts';

/** Records that a Produce with acks=all has appended. */
export interface Unacknowledged {
  readonly partition: Partition;
  /** After the last of them. */
  readonly endOffset: number;
  /** What the client is told; NONE, until it turns out otherwise. */
  readonly answer: { errorCode: number };
}

/**
 * Waits until all in-sync replicas have the records, and puts what comes of it into their answers. Kafka: DelayedProduce,
 * Partition.checkEnoughReplicasReachOffset.
 * @param timeoutMs those that wait longer are REQUEST_TIMED_OUT; their records stay in the log
 */
export async function awaitReplicas(
  appended: readonly Unacknowledged[],
  timeoutMs: number,
  context: RequestContext,
): Promise<void> {
  const waiting = new Set<Unacknowledged>();
  for (const each of appended) {
    if (settle(each, context)) continue;
    each.answer.errorCode = ErrorCode.REQUEST_TIMED_OUT;
    waiting.add(each);
  }
  if (waiting.size > 0 && timeoutMs > 0) await wait(waiting, timeoutMs, context);
}

/** Until none waits any more, time is up, or the client has left. */
function wait(waiting: Set<Unacknowledged>, timeoutMs: number, context: RequestContext): Promise<void> {
  const { clock } = context.cluster;
  return new Promise((resolve) => {
    const undo: (() => void)[] = [];
    const finish = (): void => {
      for (const fn of undo.splice(0)) fn();
      resolve();
    };
    const timer = clock.setTimeout(finish, timeoutMs);
    undo.push(() => {
      clock.clearTimeout(timer);
    }, context.connection.onceClosed(finish));
    for (const each of waiting) {
      undo.push(
        watch(each, context, () => {
          waiting.delete(each);
          if (waiting.size === 0) finish();
        }),
      );
    }
  });
}

/** Calls `whenSettled` once. @returns ends it */
function watch(each: Unacknowledged, context: RequestContext, whenSettled: () => void): () => void {
  let watched = seen(each, context) ?? each.partition;
  let stop = watched.onChange(look);
  function look(): void {
    if (settle(each, context)) {
      stop();
      whenSettled();
      return;
    }
    const now = seen(each, context) ?? watched;
    if (now === watched) return;
    stop();
    watched = now;
    stop = watched.onChange(look);
  }
  return () => {
    stop();
  };
}

/** The partition as the node has it now: another one when the node is cut off or back again. */
function seen({ partition: { topic, index } }: Unacknowledged, { cluster }: RequestContext): Partition | undefined {
  return cluster.topicById(topic.topicId)?.partitions[index];
}

/** @returns whether it is known what comes of the records */
function settle(each: Unacknowledged, context: RequestContext): boolean {
  const { endOffset, answer } = each;
  const partition = seen(each, context);
  if (partition === undefined) answer.errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  else if (partition.leaderId !== context.nodeId) answer.errorCode = ErrorCode.NOT_LEADER_OR_FOLLOWER;
  else if (partition.highWatermark < endOffset) return false;
  else {
    const isEnough = partition.isr.length >= context.cluster.minIsr(partition);
    answer.errorCode = isEnough ? ErrorCode.NONE : ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND;
  }
  return true;
}
