/** Which protocol the members of a group speak. Before Kafka 3.8 there were classic ones only. */
export type GroupTypeName = 'classic' | 'consumer' | 'share' | 'streams';

/** All states that groups can be in, by Kafka's names; a classic group has others than one of the newer protocols. */
export const GROUP_STATES = [
  'PreparingRebalance',
  'CompletingRebalance',
  'Stable',
  'Dead',
  'Empty',
  'Assigning',
  'Reconciling',
  'NotReady',
] as const;

/** What a group is doing. Text that is none of these comes from a broker that is newer than this package. */
export type GroupStateName = (typeof GROUP_STATES)[number] | (string & {});

export const GROUP_TYPES: readonly [GroupTypeName, ...GroupTypeName[]] = ['classic', 'consumer', 'share', 'streams'];
