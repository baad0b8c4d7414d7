import type { Equivalents } from '../equivalent-mutants.ts';

export const group: readonly Equivalents[] = [
  {
    file: 'src/assignors/sticky/claims.ts',
    why: 'it is the number of no member, whichever',
    changes: [['export const NOBODY = -‹1›;', '(1 + 1)']],
  },
  {
    file: 'src/assignors/sticky/claims.ts',
    why: 'what is written in front of a typed array is dropped',
    changes: [
      ['if (‹number < 0›)', 'false'],
      ['‹continue;›', ';'],
    ],
  },
  {
    file: 'src/assignors/sticky/differing-subscriptions.ts',
    why: 'what is written in front of a typed array is dropped',
    changes: [
      ['if (‹member !== NOBODY›)', 'true'],
      ['if (‹from !== NOBODY›)', 'true'],
    ],
  },
  {
    file: 'src/assignors/sticky/equal-subscriptions.ts',
    why: 'the first of all is found by both searches',
    changes: [
      ['return later ‹>=› 0 ? later : members.findIndex((member) => racks.isNear(member, partition));', '>'],
      ['return later >= ‹0› ? later : members.findIndex((member) => racks.isNear(member, partition));', '(0 + 1)'],
    ],
  },
  {
    file: 'src/assignors/sticky-assignor.ts',
    why: 'whoever claims nothing claims it in any generation',
    changes: [['const NOTHING = { partitions: [], generationId: -‹1› };', '(1 + 1)']],
  },
  {
    file: 'src/assignors/sticky-assignor.ts',
    why: 'only what is in the map counts',
    changes: [['byTopic.set(place, ‹true›);', 'false']],
  },
  {
    file: 'src/assignors/sticky-assignor.ts',
    why: 'it guards against a mistake in the reader: bytes alone make it throw nothing else',
    changes: [
      ['if (‹!(error instanceof WireError)›)', 'false'],
      ['‹throw error;›', ';'],
    ],
  },
  {
    file: 'src/assignors/cooperative-sticky-assignor.ts',
    why: 'each negative number is below all generations',
    changes: [
      ['const inUserData = userData !== null && userData.length >= 4 ? userData.readInt32BE(0) : -‹1›;', '(1 + 1)'],
    ],
  },
  {
    file: 'src/assignors/check-assignment.ts',
    why: 'no number is below one that is not there',
    changes: [['const count = ‹partitionsPerTopic.get(topic) ?? 0›;', 'partitionsPerTopic.get(topic)']],
  },
  {
    file: 'src/classic/membership-machine.ts',
    why: 'requests are told from each other by any number, and to join sets when the user was last seen',
    changes: [
      ["export const initialMembership = { state: 'unjoined', seq: ‹0›, memberId: '', polledAt: 0 };", '(0 + 1)'],
      ["export const initialMembership = { state: 'unjoined', seq: 0, memberId: '', polledAt: ‹0› };", '(0 + 1)'],
    ],
  },
  {
    file: 'src/classic/membership-machine.ts',
    why: 'it guards against a mistake in this file, and no sequence of events makes it',
    changes: [
      ['if (‹to.state !== from.state && !membershipMoves[from.state].includes(to.state)›) {', 'false'],
      ['‹throw new StateError(`group membership: no way from ${from.state} to ${to.state} on ${event.type}`);›', ';'],
    ],
  },
  {
    file: 'src/partition-lists.ts',
    why: 'only what is in the map counts',
    changes: [['places.set(topic, partition, ‹true›);', 'false']],
  },
  {
    file: 'src/classic/membership-steps.ts',
    why: 'the step that follows counts from 0 itself',
    changes: [
      ['return { ...base(from), attempt: ‹0›, reason, owned: [], lastGeneration: -1, awakeAt: 0 };', '(0 + 1)'],
      [
        'return { ...base(from), attempt: ‹0›, reason, owned, lastGeneration: from.generationId, awakeAt: now };',
        '(0 + 1)',
      ],
    ],
  },
  {
    file: 'src/assignors/check-assignor.ts',
    why: 'members may be named by any numbers',
    changes: [['#named = ‹0›;', '(0 + 1)']],
  },
  {
    file: 'src/consumer-protocol/consumer-machine.ts',
    why: 'it guards against a mistake in this file, and no sequence of events makes it',
    changes: [
      ['if (‹to.state !== from.state && !consumerMoves[from.state].includes(to.state)›) {', 'false'],
      [
        '‹throw new StateError(`consumer group membership: no way from ${from.state} to ${to.state} on ${event.type}`);›',
        ';',
      ],
    ],
  },
  {
    file: 'src/consumer-protocol/consumer-machine.ts',
    why: 'the other states have neither an epoch nor a heartbeat',
    changes: [
      ["return ‹member.state === 'stable' || member.state === 'revoking'› ? member.epoch : undefined;", 'true'],
      ["if (‹member.state !== 'stable' && member.state !== 'revoking'›)", 'false'],
    ],
  },
  {
    file: 'src/assignors/check-assignor.ts',
    why: 'any chance of being static serves, as long as some members are and some are not',
    changes: [
      ['groupInstanceId: this.#below(‹5›) === 0 ? `static ${number}` : null,', '(5 + 1)'],
      ['groupInstanceId: this.#below(5) === ‹0› ? `static ${number}` : null,', '(0 + 1)'],
    ],
  },
  {
    file: 'src/assignors/round-robin-assignor.ts',
    why: 'no number is below one that is not there',
    changes: [['const partitions = ‹partitionsPerTopic.get(topic) ?? 0›;', 'partitionsPerTopic.get(topic)']],
  },
  {
    file: 'src/offset-client.ts',
    why: 'the message has an empty text where it is given none',
    changes: [["memberId: ‹member?.memberId ?? ''›,", 'member?.memberId']],
  },
];
