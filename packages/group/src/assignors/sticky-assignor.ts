import { Reader, StickyAssignorUserData, WireError, Writer } from '@k/wire';
import { PartitionMap } from '@k/cluster';
import { checkAssign } from '../arguments.ts';
import type { Assignor, LastAssignment } from './assignor.ts';
import { compareText } from './member-order.ts';
import { assignSticky } from './sticky/assign-sticky.ts';
import type { Claim } from './sticky/claims.ts';

/**
 * Kafka's `sticky` assignor (KIP-54): as even as can be, and as much as can be stays where it was. Members tell their last
 * assignment in their user data, with its generation (KIP-341), in Java's bytes. All partitions are given back before each rebalance
 * all the same: `cooperativeStickyAssignor` lets them go on.
 *
 * Where all members subscribe to the same topics, it gives what Java's gives. Where they do not, it is as even, and moves
 * no more. With racks (KIP-881) partitions go to members near a replica first.
 */
export const stickyAssignor: Assignor = {
  name: 'sticky',
  protocols: ['eager'],

  subscriptionUserData(_topics, lastAssignment) {
    return lastAssignment === null ? null : encodeUserData(lastAssignment);
  },

  assign(partitionsPerTopic, members, racks) {
    checkAssign('stickyAssignor: assign()', partitionsPerTopic, members);
    const claimOf = ({ userData }: { readonly userData: Buffer | null }): Claim => decodeUserData(userData);
    return assignSticky(partitionsPerTopic, members, racks, { claimOf, waits: false });
  },
};

function encodeUserData({ partitions, generationId }: LastAssignment): Buffer {
  const byTopic = new PartitionMap<true>();
  for (const place of partitions) byTopic.set(place, true);
  const topics = byTopic.byTopic().sort(([a], [b]) => compareText(a, b));
  const writer = new Writer();
  StickyAssignorUserData.write(writer, StickyAssignorUserData.maxVersion, {
    previousAssignment: topics.map(([topic, ids]) => ({ topic, partitions: ids.map(([partition]) => partition) })),
    generation: generationId,
  });
  return writer.finish();
}

/** User data does not say its version: older members send no generation. What cannot be read claims nothing, as in Java. */
function decodeUserData(bytes: Buffer | null): Claim {
  if (bytes === null) return NOTHING;
  for (let version = StickyAssignorUserData.maxVersion; version >= 0; version--) {
    try {
      const { previousAssignment, generation } = StickyAssignorUserData.read(new Reader(bytes), version);
      const partitions = previousAssignment.flatMap(({ topic, partitions: ids }) =>
        ids.map((partition) => ({ topic, partition })),
      );
      return { partitions, generationId: generation };
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
    }
  }
  return NOTHING;
}

const NOTHING: Claim = { partitions: [], generationId: -1 };
