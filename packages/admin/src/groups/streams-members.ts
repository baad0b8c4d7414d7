import type { StreamsGroupDescribeResponse } from '@k/wire';

/** An instance of a Kafka Streams application: one thread of it. */
export interface StreamsMemberDescription {
  readonly memberId: string;
  readonly memberEpoch: number;
  /** The lasting name of a static member; undefined for others. */
  readonly groupInstanceId: string | undefined;
  readonly rackId: string | undefined;
  readonly clientId: string;
  /** Where it comes from, as the coordinator sees it: `/127.0.0.1`. */
  readonly host: string;
  /** The epoch of the topology that it has. */
  readonly topologyEpoch: number;
  /** Those of one process have the same. */
  readonly processId: string;
  /** Where the application answers queries (`application.server`); undefined for nowhere. */
  readonly userEndpoint: { readonly host: string; readonly port: number } | undefined;
  /** By which standby tasks are spread. */
  readonly clientTags: ReadonlyMap<string, string>;
  /** How far it has read the changelogs of its tasks. */
  readonly taskOffsets: readonly StreamsTaskOffset[];
  /** Where those end. */
  readonly taskEndOffsets: readonly StreamsTaskOffset[];
  /** What it has at present. */
  readonly assignment: StreamsMemberAssignment;
  /** What it is to have in the end. */
  readonly targetAssignment: StreamsMemberAssignment;
  /** Whether it still speaks the classic protocol. */
  readonly isClassic: boolean;
}

export interface StreamsTask {
  readonly subtopologyId: string;
  readonly partition: number;
}

export interface StreamsTaskOffset extends StreamsTask {
  /** The sum of the offsets in all changelogs of the task. */
  readonly offset: number;
}

export interface StreamsMemberAssignment {
  readonly activeTasks: readonly StreamsTask[];
  readonly standbyTasks: readonly StreamsTask[];
  readonly warmupTasks: readonly StreamsTask[];
}

type Member = StreamsGroupDescribeResponse['groups'][number]['members'][number];
type Assignment = Member['assignment'];

export function streamsMember(member: Member): StreamsMemberDescription {
  const { memberId, memberEpoch, instanceId, rackId, clientId, clientHost, topologyEpoch, processId } = member;
  const { userEndpoint, clientTags, taskOffsets, taskEndOffsets, isClassic } = member;
  return {
    memberId,
    memberEpoch,
    groupInstanceId: instanceId ?? undefined,
    rackId: rackId ?? undefined,
    clientId,
    host: clientHost,
    topologyEpoch,
    processId,
    userEndpoint: userEndpoint === null ? undefined : { host: userEndpoint.host, port: userEndpoint.port },
    clientTags: new Map(clientTags.map(({ key, value }) => [key, value])),
    taskOffsets: taskOffsets.map(offsetOf),
    taskEndOffsets: taskEndOffsets.map(offsetOf),
    assignment: assignmentOf(member.assignment),
    targetAssignment: assignmentOf(member.targetAssignment),
    isClassic,
  };
}

function offsetOf({ subtopologyId, partition, offset }: Member['taskOffsets'][number]): StreamsTaskOffset {
  return { subtopologyId, partition, offset: Number(offset) };
}

function assignmentOf({ activeTasks, standbyTasks, warmupTasks }: Assignment): StreamsMemberAssignment {
  return { activeTasks: tasksOf(activeTasks), standbyTasks: tasksOf(standbyTasks), warmupTasks: tasksOf(warmupTasks) };
}

function tasksOf(tasks: Assignment['activeTasks']): StreamsTask[] {
  return tasks.flatMap(({ subtopologyId, partitions }) =>
    partitions.map((partition) => ({ subtopologyId, partition })),
  );
}
