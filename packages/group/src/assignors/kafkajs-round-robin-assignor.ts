import { decodeSubscription, encodeAssignment, encodeSubscription } from '../classic/embedded-protocol.ts';
import { checkAssign } from '../arguments.ts';
import type { RawAssignor } from './assignor.ts';
import { compareText } from './member-order.ts';
import { dealAround } from './round-robin-assignor.ts';

/**
 * The assignor that kafkajs members have unless told otherwise, so that a group can be moved from one to the other while it is
 * at work: round robin over the members in order of their ids, with version 0 of the protocol.
 *
 * A kafkajs member that leads looks at its own subscription only, and gives everybody any of its topics. This one gives to
 * subscribers only; where all subscribe to the same topics, in the order of their names, it gives the same.
 */
export const kafkajsRoundRobinAssignor: RawAssignor = {
  name: 'RoundRobinAssigner',
  protocols: ['eager'],

  metadata({ topics }) {
    return encodeSubscription({ topics, userData: Buffer.alloc(0) }, 0);
  },

  assign(partitionsPerTopic, members) {
    checkAssign('kafkajsRoundRobinAssignor: assign()', partitionsPerTopic, members);
    const subscribers = members
      .map(({ memberId, metadata }) => ({ memberId, topics: decodeSubscription(metadata).topics }))
      .sort((a, b) => compareText(a.memberId, b.memberId));
    const dealt = dealAround(partitionsPerTopic, subscribers);
    return new Map(Array.from(dealt, ([memberId, topics]) => [memberId, encodeAssignment(topics)]));
  },
};
