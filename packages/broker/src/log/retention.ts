import type { TopicSettings } from '../config/topic-settings.ts';
import type { LogSegment } from './log-segments.ts';
import type { PartitionLog } from './partition-log.ts';

/** What of a partition says how long its records are kept. */
interface Retained {
  readonly log: PartitionLog;
  readonly settings: TopicSettings;
  readonly highWatermark: number;
}

/**
 * Drops the oldest segments, whole ones: while the log without them has no less than `retention.bytes`, and those whose newest
 * record is older than `retention.ms`. The one that is being written goes, too, when all of it is too old; an empty one takes its
 * place. What not all in-sync replicas have stays. Kafka: UnifiedLog.deleteOldSegments.
 * @param nowMs wall clock
 * @returns whether anything was dropped
 */
export function dropOldSegments({ log, settings, highWatermark }: Retained, nowMs: number): boolean {
  const before = log.startOffset;
  dropBySize(log, highWatermark, settings.retentionBytes);
  dropByAge(log, highWatermark, settings.retentionMs, nowMs);
  return log.startOffset > before;
}

function dropBySize(log: PartitionLog, highWatermark: number, retentionBytes: number): void {
  if (retentionBytes < 0 || log.byteLength < retentionBytes) return;
  let surplus = log.byteLength - retentionBytes;
  drop(log, highWatermark, ({ byteLength }) => {
    surplus -= byteLength;
    return surplus >= 0;
  });
}

function dropByAge(log: PartitionLog, highWatermark: number, retentionMs: number, nowMs: number): void {
  if (retentionMs >= 0) drop(log, highWatermark, ({ largestTimestamp }) => nowMs - largestTimestamp > retentionMs);
}

function drop(log: PartitionLog, highWatermark: number, isOld: (segment: LogSegment) => boolean): void {
  const segments = log.logSegments();
  const kept = segments.findIndex((segment, i) => {
    const end = segments[i + 1]?.baseOffset ?? log.endOffset;
    return segment.byteLength === 0 || end > highWatermark || !isOld(segment);
  });
  if (kept !== 0 && segments.length > 0) log.dropSegments(kept < 0 ? segments.length : kept);
}
