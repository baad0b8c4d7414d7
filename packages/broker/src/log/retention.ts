import type { TopicSettings } from '../config/topic-settings.ts';
import type { LogSegment } from './log-segments.ts';
import type { PartitionLog } from './partition-log.ts';

/**
 * Drops the oldest segments, whole ones: while the log without them has no less than `retention.bytes`, and those whose newest
 * record is older than `retention.ms`. The one that is being written goes, too, when all of it is too old; an empty one takes its
 * place. Kafka: UnifiedLog.deleteOldSegments.
 * @param nowMs wall clock
 * @returns whether anything was dropped
 */
export function dropOldSegments(log: PartitionLog, settings: TopicSettings, nowMs: number): boolean {
  const before = log.startOffset;
  dropBySize(log, settings.retentionBytes);
  dropByAge(log, settings.retentionMs, nowMs);
  return log.startOffset > before;
}

function dropBySize(log: PartitionLog, retentionBytes: number): void {
  if (retentionBytes < 0 || log.byteLength < retentionBytes) return;
  let surplus = log.byteLength - retentionBytes;
  drop(log, ({ byteLength }) => {
    surplus -= byteLength;
    return surplus >= 0;
  });
}

function dropByAge(log: PartitionLog, retentionMs: number, nowMs: number): void {
  if (retentionMs >= 0) drop(log, ({ largestTimestamp }) => nowMs - largestTimestamp > retentionMs);
}

function drop(log: PartitionLog, isOld: (segment: LogSegment) => boolean): void {
  const segments = log.logSegments();
  const kept = segments.findIndex((segment) => segment.byteLength === 0 || !isOld(segment));
  if (kept !== 0 && segments.length > 0) log.dropSegments(kept < 0 ? segments.length : kept);
}
