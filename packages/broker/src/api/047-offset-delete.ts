import { ErrorCode, OffsetDelete, type OffsetDeleteRequest, type OffsetDeleteResponse } from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { ManagedGroup } from '../group/managed-group.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

/**
 * OffsetDelete (47), v0. A group forgets offsets of topics that no member of it subscribed to, those that open transactions
 * have for it too (KIP-496). Nothing to forget is no error.
 */
export const offsetDelete: ApiHandler<OffsetDeleteRequest, OffsetDeleteResponse> = {
  api: OffsetDelete,
  minVersion: 0,
  maxVersion: 0,
  handle({ groupId, topics }, context) {
    const group = context.groups.managedGroup(groupId);
    const problem = context.groups.problem(groupId, context.nodeId);
    if (problem !== ErrorCode.NONE) return { errorCode: problem };
    if (group === undefined) return { errorCode: ErrorCode.GROUP_ID_NOT_FOUND };
    const errorCode = group.offsetDeletionProblem;
    if (errorCode !== ErrorCode.NONE) return { errorCode };
    return {
      errorCode,
      topics: topics.map(({ name, partitions }) => {
        const isRead = group.isSubscribedTo(name);
        return {
          name,
          partitions: partitions.map(({ partitionIndex }) => ({
            partitionIndex,
            errorCode: forget({ group, isRead }, name, partitionIndex, context),
          })),
        };
      }),
    };
  },
};

function forget(
  { group, isRead }: { readonly group: ManagedGroup; readonly isRead: boolean },
  topic: string,
  partition: number,
  { access, cluster, groups }: RequestContext,
): number {
  const refusal = access.topic(AclOperation.READ, topic);
  if (refusal !== ErrorCode.NONE) return refusal;
  if (cluster.partition(topic, partition) === undefined) return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  if (isRead) return ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC;
  groups.offsets.forget(group.groupId, topic, partition);
  groups.pending.forget(group.groupId, topic, partition);
  return ErrorCode.NONE;
}
