import type { CompressionType } from '@k/codec';
import { itemsOf } from './config-key.ts';

/** The topic settings this broker acts on, parsed. */
export interface TopicSettings {
  /** `max.message.bytes`: the largest batch, as it stands in the log. */
  readonly maxMessageBytes: number;
  /** `cleanup.policy` has compact: records need keys, and of each key the last one is kept. */
  readonly isCompacted: boolean;
  /** `cleanup.policy` has delete: old segments go. */
  readonly isDeleted: boolean;
  /** `message.timestamp.type` = LogAppendTime. */
  readonly logAppendTime: boolean;
  /** `message.timestamp.before.max.ms`. */
  readonly timestampBeforeMaxMs: number;
  /** `message.timestamp.after.max.ms`. */
  readonly timestampAfterMaxMs: number;
  /** `compression.type`, and the level for it; undefined: as the producer compressed. */
  readonly compression: { readonly type: CompressionType; readonly level: number | undefined } | undefined;
  /** `min.insync.replicas`. */
  readonly minInsyncReplicas: number;
  /** `unclean.leader.election.enable`. */
  readonly uncleanLeaderElection: boolean;
  /** `retention.bytes`; negative: no limit. */
  readonly retentionBytes: number;
  /** `retention.ms`; -1: no limit. */
  readonly retentionMs: number;
  /** `segment.bytes`. */
  readonly segmentBytes: number;
  /** `segment.ms`, and `max.compaction.lag.ms` where that is less and the topic is compacted. */
  readonly segmentMs: number;
  /** `segment.jitter.ms`. */
  readonly segmentJitterMs: number;
  /** `delete.retention.ms`. */
  readonly deleteRetentionMs: number;
  /** `min.cleanable.dirty.ratio`. */
  readonly minCleanableDirtyRatio: number;
  /** `min.compaction.lag.ms`. */
  readonly minCompactionLagMs: number;
  /** `max.compaction.lag.ms`. */
  readonly maxCompactionLagMs: number;
}

/** @param value of each setting; '' for what the release does not have */
export function parseTopicSettings(value: (name: string) => string): TopicSettings {
  const policies = itemsOf(value('cleanup.policy')).map((policy) => policy.toLowerCase());
  const isCompacted = policies.includes('compact');
  const maxCompactionLagMs = Number(value('max.compaction.lag.ms') || Infinity);
  const segmentMs = Number(value('segment.ms'));
  return {
    maxMessageBytes: Number(value('max.message.bytes')),
    isCompacted,
    isDeleted: policies.includes('delete'),
    logAppendTime: value('message.timestamp.type') === 'LogAppendTime',
    timestampBeforeMaxMs: timestampLimit(value, 'before'),
    timestampAfterMaxMs: timestampLimit(value, 'after'),
    compression: compressionOf(value),
    minInsyncReplicas: Number(value('min.insync.replicas')),
    uncleanLeaderElection: value('unclean.leader.election.enable') === 'true',
    retentionBytes: Number(value('retention.bytes')),
    retentionMs: Number(value('retention.ms')),
    segmentBytes: Number(value('internal.segment.bytes') || value('segment.bytes')),
    segmentMs: isCompacted ? Math.min(segmentMs, maxCompactionLagMs) : segmentMs,
    segmentJitterMs: Number(value('segment.jitter.ms')),
    deleteRetentionMs: Number(value('delete.retention.ms')),
    minCleanableDirtyRatio: Number(value('min.cleanable.dirty.ratio')),
    minCompactionLagMs: Number(value('min.compaction.lag.ms') || 0),
    maxCompactionLagMs,
  };
}

const MAX_INT64 = '9223372036854775807';

/** Up to 3.9, one limit for both sides stands in for those that nobody set (KIP-937). */
function timestampLimit(value: (name: string) => string, side: 'before' | 'after'): number {
  const own = value(`message.timestamp.${side}.max.ms`);
  const both = value('message.timestamp.difference.max.ms');
  return Number((own === '' || own === MAX_INT64) && both !== '' ? both : own);
}

function compressionOf(value: (name: string) => string): TopicSettings['compression'] {
  const type = value('compression.type');
  if (type === 'producer') return undefined;
  if (type === 'uncompressed') return { type: 'none', level: undefined };
  const level = value(`compression.${type}.level`);
  return { type: type as CompressionType, level: level === '' ? undefined : Number(level) };
}
