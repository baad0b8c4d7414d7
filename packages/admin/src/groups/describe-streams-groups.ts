import { schemaOf, type WaitOptions, z } from '@k/runtime';
import { parseOptions, StreamsGroupDescribe, type StreamsGroupDescribeResponse } from '@k/wire';
import { type AclOperation, operationsOf } from '../authorized-operations.ts';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { tooOld } from '../too-old.ts';
import {
  type AnyGroupDescription,
  askCoordinators,
  type DescribeGroupsOptions,
  describeSettings,
  groupError,
} from './describe-groups.ts';
import type { GroupStateName } from './group-types.ts';
import { type StreamsMemberDescription, streamsMember } from './streams-members.ts';
import {
  type StreamsSubtopologyDescription,
  type StreamsTopologyDescription,
  subtopologiesIn,
  topologyDescriptionIn,
} from './streams-topology.ts';

export interface DescribeStreamsGroupsOptions extends DescribeGroupsOptions {
  /** Whether to tell the full description of the topology too (KIP-1331). Needs Kafka 4.4. @default false */
  readonly includeTopologyDescription?: boolean | undefined;
}

/** A group of Kafka Streams, of its own protocol (KIP-1071). */
export interface StreamsGroupDescription extends AnyGroupDescription {
  /** Empty, NotReady, Assigning, Reconciling, Stable or Dead. */
  readonly groupState: GroupStateName;
  /** Goes up with each change of the members, the topology or its topics. */
  readonly groupEpoch: number;
  /** The group epoch that the target assignment was made for. */
  readonly targetAssignmentEpoch: number;
  /** Undefined as long as the coordinator knows no topology. */
  readonly topologyEpoch: number | undefined;
  /** Its independent parts; empty while source topics are missing or do not match. */
  readonly subtopologies: readonly StreamsSubtopologyDescription[];
  readonly members: readonly StreamsMemberDescription[];
  /** The assignor that the coordinator will use next time. From Kafka 4.4 on. */
  readonly assignorName: string | undefined;
  /** When asked for, and there is one. */
  readonly topologyDescription: StreamsTopologyDescription | undefined;
  /** What this user may do with it, when asked for. */
  readonly authorizedOperations: ReadonlySet<AclOperation> | undefined;
}

const describeOptions = schemaOf<DescribeStreamsGroupsOptions>()(
  z.strictObject({ ...describeSettings, includeTopologyDescription: z.boolean().default(false) }),
);

const CALL = 'describeStreamsGroups()';
const TOPOLOGY_SINCE = 1;

export async function describeStreamsGroups(
  calls: AdminCalls,
  ids: readonly string[],
  options?: DescribeStreamsGroupsOptions,
): Promise<ResourceMap<string, StreamsGroupDescription>> {
  const parsed = parseOptions(`KafkaAdmin: ${CALL}`, describeOptions, options ?? {});
  const { includeAuthorizedOperations, includeTopologyDescription, ...limits } = parsed;
  const asked = { name: CALL, groupIds: ids, limits: limits satisfies WaitOptions };
  return askCoordinators(calls, asked, async (groupIds, request, coordinatorId) => {
    const { groups } = await request(StreamsGroupDescribe, (version) => {
      const body = { groupIds, includeAuthorizedOperations };
      if (version >= TOPOLOGY_SINCE) return { ...body, includeTopologyDescription };
      if (!includeTopologyDescription) return body;
      throw tooOld(
        StreamsGroupDescribe,
        version,
        TOPOLOGY_SINCE,
        (kafka) => `includeTopologyDescription needs ${kafka}`,
      );
    });
    return groups.map((group) => [group.groupId, describe(group, coordinatorId)] as const);
  });
}

function describe(
  group: StreamsGroupDescribeResponse['groups'][number],
  coordinatorId: number,
): StreamsGroupDescription | Error {
  const { topology, topologyDescription } = group;
  return (
    groupError(StreamsGroupDescribe, group) ?? {
      groupId: group.groupId,
      coordinatorId,
      groupState: group.groupState,
      groupEpoch: group.groupEpoch,
      targetAssignmentEpoch: group.assignmentEpoch,
      topologyEpoch: topology?.epoch,
      subtopologies: subtopologiesIn(topology),
      members: group.members.map(streamsMember),
      assignorName: group.assignorName ?? undefined,
      topologyDescription: topologyDescription === null ? undefined : topologyDescriptionIn(topologyDescription),
      authorizedOperations: operationsOf(group.authorizedOperations),
    }
  );
}
