import {
  ConsumerGroupHeartbeat,
  ErrorCode,
  type ConsumerGroupHeartbeatRequest,
  type ConsumerGroupHeartbeatResponse,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import { LEFT_FOR_NOW } from '../group/consumer/consumer-member.ts';
import { Refused } from '../group/consumer/refused.ts';
import { hasConsumerGroups } from './consumer-groups.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

const MEMBER_MAKES_ITS_ID_SINCE = 1;
const JOINS = 0;
const LEAVES = -1;

/**
 * ConsumerGroupHeartbeat (68), v0-v1. Joins, keeps up and leaves a consumer group (KIP-848), all answered at once.
 *
 * v1: regular expressions; the member makes its id itself (KIP-1082).
 * Where the feature group.version is 0, as in a 3.9, it is UNSUPPORTED_VERSION.
 * Not implemented: settings of single groups (consumer.session.timeout.ms); racks, which no assignor of Kafka's looks at.
 */
export const consumerGroupHeartbeat: ApiHandler<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse> = {
  api: ConsumerGroupHeartbeat,
  minVersion: 0,
  maxVersion: 1,
  handle(request, context) {
    const { groups, cluster, nodeId } = context;
    if (!hasConsumerGroups(cluster)) return { errorCode: ErrorCode.UNSUPPORTED_VERSION };
    const { groupId } = request;
    try {
      checkRequest(request, context);
      const problem = groups.problem(groupId, nodeId);
      if (problem !== ErrorCode.NONE) return { errorCode: problem };
      return groups.consumerHeartbeat(groupId, {
        memberId: request.memberId,
        memberEpoch: request.memberEpoch,
        instanceId: request.instanceId,
        rackId: request.rackId,
        rebalanceTimeoutMs: request.rebalanceTimeoutMs,
        topics: request.subscribedTopicNames,
        regex: request.subscribedTopicRegex,
        serverAssignor: request.serverAssignor,
        owned: request.topicPartitions,
        clientId: context.clientId ?? '',
        mayDescribe: (topic) => context.access.topic(AclOperation.DESCRIBE, topic) === ErrorCode.NONE,
        clientHost: `/${context.connection.remoteAddress.replace(/:\d+$/, '')}`,
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { errorCode: error.errorCode, errorMessage: error.message };
    }
  },
};

/** @throws Refused INVALID_REQUEST, UNSUPPORTED_ASSIGNOR */
function checkRequest(request: ConsumerGroupHeartbeatRequest, { version, cluster }: RequestContext): void {
  const { memberEpoch, memberId, serverAssignor } = request;
  if (version >= MEMBER_MAKES_ITS_ID_SINCE || memberEpoch > 0 || memberEpoch === LEAVES) {
    checkText('MemberId', memberId);
  }
  checkText('GroupId', request.groupId);
  checkText('InstanceId', request.instanceId);
  checkText('RackId', request.rackId);
  if (memberEpoch === JOINS) {
    check(request.rebalanceTimeoutMs !== -1, 'RebalanceTimeoutMs must be provided in first request.');
    check(request.topicPartitions?.length === 0, 'TopicPartitions must be empty when (re-)joining.');
    check(
      request.subscribedTopicNames !== null || request.subscribedTopicRegex !== null,
      'Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.',
    );
  } else if (memberEpoch === LEFT_FOR_NOW) {
    check(request.instanceId !== null, "InstanceId can't be null.");
  } else {
    check(memberEpoch > LEFT_FOR_NOW, 'MemberEpoch is invalid.');
  }
  const assignors: readonly string[] = cluster.settings.groupConsumerAssignors;
  if (serverAssignor === null || assignors.includes(serverAssignor)) return;
  throw new Refused(
    ErrorCode.UNSUPPORTED_ASSIGNOR,
    `ServerAssignor ${serverAssignor} is not supported. Supported assignors: ${assignors.join(', ')}.`,
  );
}

function checkText(name: string, text: string | null): void {
  check(text?.trim() !== '', `${name} can't be empty.`);
}

function check(isRight: boolean, message: string): void {
  if (!isRight) throw new Refused(ErrorCode.INVALID_REQUEST, message);
}
