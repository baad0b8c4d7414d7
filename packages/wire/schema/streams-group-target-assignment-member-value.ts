import type { DataSchema } from '@k/tool-codegen';

export const streamsGroupTargetAssignmentMemberValue: DataSchema = {
  name: 'StreamsGroupTargetAssignmentMemberValue',
  about: 'What a member of a group of Kafka Streams (KIP-1071) shall have in the end: its part of the target assignment.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 21 },
  structs: {
    TaskIds: {
      subtopologyId: ['string', 'The id of the subtopology.'],
      partitions: ['[]int32', 'The numbers of the tasks: those of their input partitions.'],
    },
  },
  fields: {
    activeTasks: ['[]TaskIds', 'The active tasks that the member shall have.'],
    standbyTasks: ['[]TaskIds', 'The standby tasks that the member shall have.'],
    warmupTasks: ['[]TaskIds', 'The warm-up tasks that the member shall have.'],
  },
};
