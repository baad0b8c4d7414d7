import { randomBytes } from 'node:crypto';
import { ErrorCode, errorFor, ShareGroupHeartbeat, StreamsGroupHeartbeat } from '@k/wire';
import { type GetLab, PATIENCE_MS } from '../lab.ts';

interface ShareMember {
  readonly groupId: string;
  readonly memberId: string;
  readonly topic: string;
}

/** Joins a share group. @returns what sends a heartbeat; with -1 it leaves */
export async function shareMember(
  lab: GetLab,
  { groupId, memberId, topic }: ShareMember,
): Promise<(memberEpoch?: number) => Promise<void>> {
  let epoch = 0;
  const beat = async (memberEpoch = epoch): Promise<void> => {
    await using cluster = lab().cluster();
    const send = async (): Promise<void> => {
      const answer = await cluster.request({ coordinator: 'group', key: groupId }, ShareGroupHeartbeat, {
        groupId,
        memberId,
        memberEpoch,
        subscribedTopicNames: memberEpoch === 0 ? [topic] : null,
      });
      if (answer.errorCode !== ErrorCode.NONE) throw errorFor(answer.errorCode, { message: answer.errorMessage });
      epoch = answer.memberEpoch;
    };
    await cluster.retry('heartbeat', send, { timeoutMs: PATIENCE_MS });
  };
  await beat();
  return beat;
}

/** Joins a group of Kafka Streams that reads a topic. @returns the member's id */
export async function streamsMember(
  lab: GetLab,
  { groupId, topic }: { readonly groupId: string; readonly topic: string },
): Promise<string> {
  const memberId = randomBytes(16).toString('base64url');
  await using cluster = lab().cluster();
  let epoch = 0;
  let tasks: readonly { readonly subtopologyId: string; readonly partitions: readonly number[] }[] | null = null;
  const send = async (): Promise<void> => {
    const joining = {
      rebalanceTimeoutMs: 30_000,
      topology: { epoch: 1, subtopologies: [{ subtopologyId: '0', sourceTopics: [topic] }] },
      activeTasks: [],
      standbyTasks: [],
      warmupTasks: [],
      processId: 'process',
      clientTags: [{ key: 'zone', value: 'a' }],
    };
    const answer = await cluster.request({ coordinator: 'group', key: groupId }, StreamsGroupHeartbeat, {
      groupId,
      memberId,
      memberEpoch: epoch,
      endpointInformationEpoch: -1,
      ...(epoch === 0 ? joining : {}),
    });
    if (answer.errorCode !== ErrorCode.NONE) throw errorFor(answer.errorCode, { message: answer.errorMessage });
    epoch = answer.memberEpoch;
    tasks = answer.activeTasks ?? tasks;
    // The first assignment may be made a moment after the member has joined.
    if (tasks === null || tasks.length === 0) throw errorFor(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
  };
  await cluster.retry('heartbeat', send, { timeoutMs: PATIENCE_MS });
  return memberId;
}
