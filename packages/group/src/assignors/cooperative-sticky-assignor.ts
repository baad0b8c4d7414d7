import { checkAssign } from '../arguments.ts';
import type { Assignor, MemberSubscription } from './assignor.ts';
import { assignSticky } from './sticky/assign-sticky.ts';
import type { Claim } from './sticky/claims.ts';

/**
 * Kafka's `cooperative-sticky` assignor (KIP-429): shares out as `sticky` does, but a partition that goes to another member is
 * left out until its owner has given it back; it is given in the rebalance after that. All others go on meanwhile.
 *
 * Members tell what they own, and since when (KIP-792), in their subscription; those of Java before 3.2 tell the
 * generation in their user data.
 */
export const cooperativeStickyAssignor: Assignor = {
  name: 'cooperative-sticky',
  protocols: ['cooperative', 'eager'],

  subscriptionUserData(_topics, lastAssignment) {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(lastAssignment?.generationId ?? -1);
    return bytes;
  },

  assign(partitionsPerTopic, members, racks) {
    checkAssign('cooperativeStickyAssignor: assign()', partitionsPerTopic, members);
    return assignSticky(partitionsPerTopic, members, racks, { claimOf, waits: true });
  },
};

function claimOf({ ownedPartitions, generationId, userData }: MemberSubscription): Claim {
  const inUserData = userData !== null && userData.length >= 4 ? userData.readInt32BE(0) : -1;
  return { partitions: ownedPartitions, generationId: generationId >= 0 ? generationId : inUserData };
}
