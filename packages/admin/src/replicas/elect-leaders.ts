import type { TopicPartition } from '@k/cluster';
import { type Deadline, waitOptions, type WaitOptions, z } from '@k/runtime';
import {
  ElectLeaders,
  type ElectLeadersRequest,
  type ElectLeadersResponse,
  ErrorCode,
  errorFor,
  type MessageInit,
  parseOptions,
} from '@k/wire';
import { checkDistinct, topicPartition } from '../arguments.ts';
import { type AdminCalls, resultsOf } from '../calls.ts';
import { isControllersAnswer } from '../controller-answers.ts';
import { partitionsByTopic } from '../partitions-by-topic.ts';
import { ResourceMap } from '../resource-map.ts';
import { tooOld } from '../too-old.ts';

const ELECTION_TYPES = ['PREFERRED', 'UNCLEAN'] as const;

/**
 * PREFERRED: the first of the replicas is to lead, if it is in sync. UNCLEAN: where nobody leads, any live replica is to, even
 * if records that were acknowledged are lost by that.
 */
export type ElectionType = (typeof ELECTION_TYPES)[number];

/** What came of an election. */
export interface LeaderElection {
  /** False: there was nothing to do, since the partition has the leader wanted (ELECTION_NOT_NEEDED). */
  readonly elected: boolean;
}

const election = z.strictObject({
  electionType: z.enum(ELECTION_TYPES),
  partitions: z.array(topicPartition).readonly().nullable(),
});

const CALL = 'electLeaders()';

export async function electLeaders(
  calls: AdminCalls,
  electionType: ElectionType,
  partitions: readonly TopicPartition[] | null,
  options?: WaitOptions,
): Promise<ResourceMap<TopicPartition, LeaderElection>> {
  const asked = parseOptions(`KafkaAdmin: ${CALL}`, election, { electionType, partitions });
  const limits = parseOptions(`KafkaAdmin: ${CALL}`, waitOptions, options ?? {});
  const deadline = calls.deadline(CALL, limits);
  if (asked.partitions === null) return electAll(calls, electionType, deadline);
  const once = checkDistinct(
    CALL,
    'partitions',
    asked.partitions.map((place) => [place, true] as const),
  );
  return calls.each<TopicPartition, LeaderElection>(deadline, {
    name: CALL,
    resources: once.keys(),
    targetOf: () => 'controller',
    isFinal: (error) => isControllersAnswer(error),
    ask: async (open, request) => {
      const body = bodyOf(calls, electionType, open, deadline);
      return outcomesOf(await request(ElectLeaders, body));
    },
  });
}

/** The answer has the partitions that were not as wanted. */
async function electAll(
  calls: AdminCalls,
  electionType: ElectionType,
  deadline: Deadline,
): Promise<ResourceMap<TopicPartition, LeaderElection>> {
  const body = bodyOf(calls, electionType, null, deadline);
  const outcomes = await calls.one(deadline, 'controller', ElectLeaders, body, (answer) => {
    return new ResourceMap(outcomesOf(answer));
  });
  return resultsOf(CALL, outcomes.keys(), outcomes);
}

function bodyOf(
  calls: AdminCalls,
  electionType: ElectionType,
  partitions: readonly TopicPartition[] | null,
  deadline: Deadline,
): (version: number) => MessageInit<ElectLeadersRequest> {
  return (version) => {
    if (electionType !== 'PREFERRED' && version < 1) {
      throw tooOld(ElectLeaders, version, 1, (kafka) => `an election that is ${electionType} needs ${kafka}`);
    }
    return {
      ...(version >= 1 ? { electionType: ELECTION_TYPES.indexOf(electionType) } : {}),
      topicPartitions:
        partitions && partitionsByTopic(partitions).map(([topic, numbers]) => ({ topic, partitions: numbers })),
      timeoutMs: calls.brokerTimeoutMs(deadline),
    };
  };
}

/** @throws ProtocolError why nothing at all was done */
function outcomesOf(answer: ElectLeadersResponse): [TopicPartition, LeaderElection | Error][] {
  const api = ElectLeaders.name;
  if (answer.errorCode !== ErrorCode.NONE) throw errorFor(answer.errorCode, { api });
  return answer.replicaElectionResults.flatMap(({ topic, partitionResult }) =>
    partitionResult.map(
      ({ partitionId: partition, errorCode, errorMessage: message }): [TopicPartition, LeaderElection | Error] => {
        const place = { topic, partition };
        if (errorCode === ErrorCode.NONE) return [place, { elected: true }];
        if (errorCode === ErrorCode.ELECTION_NOT_NEEDED) return [place, { elected: false }];
        return [place, errorFor(errorCode, { api, ...place, message })];
      },
    ),
  );
}
