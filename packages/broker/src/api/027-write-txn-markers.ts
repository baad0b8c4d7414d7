import {
  ErrorCode,
  WriteTxnMarkers,
  type MessageInit,
  type WriteTxnMarkersRequest,
  type WriteTxnMarkersResponse,
} from '@k/wire';
import { OFFSETS_TOPIC } from '../group/offsets-topic.ts';
import { appendEndMarker, type EndMarker } from '../log/end-marker.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type ResponseInit = MessageInit<WriteTxnMarkersResponse>;

/**
 * WriteTxnMarkers (27), v0-v2. Appends the control batches that end transactions. Between brokers: here they share their
 * logs, and nobody needs it but who plays a coordinator, or ends a transaction that hangs (`kafka-transactions.sh`).
 *
 * v1: flexible. v2: same to us (KIP-1228).
 */
export const writeTxnMarkers: ApiHandler<WriteTxnMarkersRequest, WriteTxnMarkersResponse> = {
  api: WriteTxnMarkers,
  minVersion: 0,
  maxVersion: 2,
  handle(request, context): ResponseInit {
    return {
      markers: request.markers.map(({ producerId, producerEpoch, transactionResult, topics, coordinatorEpoch }) => {
        const marker = {
          producerId: Number(producerId),
          producerEpoch,
          committed: transactionResult,
          coordinatorEpoch,
        };
        return {
          producerId,
          topics: topics.map(({ name, partitionIndexes }) => ({
            name,
            partitions: partitionIndexes.map((partitionIndex) => ({
              partitionIndex,
              errorCode: write(name, partitionIndex, marker, context),
            })),
          })),
        };
      }),
    };
  },
};

function write(topic: string, index: number, marker: EndMarker, context: RequestContext): number {
  const { cluster, groups, nodeId } = context;
  if (topic === OFFSETS_TOPIC) {
    groups.pending.end(index, marker.producerId, marker.committed);
    return ErrorCode.NONE;
  }
  const partition = cluster.partition(topic, index);
  if (partition === undefined) return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  if (partition.leaderId !== nodeId) return ErrorCode.NOT_LEADER_OR_FOLLOWER;
  const problem = appendEndMarker(partition, marker, cluster.clock.now());
  if (problem === ErrorCode.NONE) partition.changed();
  return problem;
}
