import type { DataSchema } from '@k/tool-codegen';

export const streamsGroupCurrentMemberAssignmentValue: DataSchema = {
  name: 'StreamsGroupCurrentMemberAssignmentValue',
  about: 'What a member of a group of Kafka Streams (KIP-1071) has at present, on its way to the target assignment.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 22 },
  structs: {
    TaskIds: {
      subtopologyId: ['string', 'The id of the subtopology.'],
      partitions: ['[]int32', 'The numbers of the tasks: those of their input partitions.'],
      assignmentEpochs: ['[]int32? tag 0', 'Beside each active task, the epoch in which the member got it: commits with an older epoch are refused. Empty or null when not kept, and for other tasks.'],
    },
  },
  fields: {
    memberEpoch: ['int32', 'The epoch of the member.'],
    previousMemberEpoch: ['int32', 'The epoch that the member had before, and may still send when an answer got lost.'],
    state: ['int8', 'How far it is: 1 stable, 2 it has to give up tasks, 3 it waits for tasks that others have to give up; 127 unknown.'],
    activeTasks: ['[]TaskIds', 'The active tasks that the member has.'],
    standbyTasks: ['[]TaskIds', 'The standby tasks that the member has.'],
    warmupTasks: ['[]TaskIds', 'The warm-up tasks that the member has.'],
    activeTasksPendingRevocation: ['[]TaskIds', 'The active tasks that the member has to give up.'],
    standbyTasksPendingRevocation: ['[]TaskIds', 'The standby tasks that the member has to give up.'],
    warmupTasksPendingRevocation: ['[]TaskIds', 'The warm-up tasks that the member has to give up.'],
  },
};
