import { type PlantedBug, bug } from '../planted-bug.ts';

const CLASSIC = 'group/src/classic/membership-machine.ts';
const CLASSIC_STEPS = 'group/src/classic/membership-steps.ts';
const STEPS = 'group/src/consumer-protocol/member-steps.ts';

export const GROUP_BUGS: readonly PlantedBug[] = [
  bug(
    'goodbye forgotten',
    'A member that is closed does not leave, and the group waits until its session is over.',
    ['goodbyes'],
    CLASSIC_STEPS,
    "  if ((config.isStatic && !owesJoin(from)) || from.memberId === '') return [unjoined(from), []];",
    "  if ((config.isStatic && !owesJoin(from)) || from.memberId !== '-') return [unjoined(from), []];",
  ),
  bug(
    'eager member keeps its partitions',
    'A member of an eager group works on while the others get its partitions.',
    ['assignment-in-time'],
    CLASSIC_STEPS,
    '  if (!isEager && going.length === 0) return join(',
    '  if (isEager || going.length === 0) return join(',
  ),
  bug(
    'cooperative member gives nothing back',
    'What a new generation takes away is dropped without a word, and the group is not told.',
    ['assignment-in-time', 'groups-go-on'],
    CLASSIC_STEPS,
    '  if (going.length === 0) return [{ ...from, owned: assignment }',
    '  if (going.length >= 0) return [{ ...from, owned: assignment }',
  ),
  bug(
    'lost generation goes on',
    'A member that the coordinator has shut out keeps its partitions.',
    ['assignment-in-time', 'nothing-left'],
    CLASSIC,
    "    case 'generationLost':\n      return lose(from, from.memberId, event.error.message, config);\n    case 'memberUnknown':\n      return lose(from, '', event.error.message, config);\n",
    "    case 'generationLost':\n    case 'memberUnknown':\n      return [soon, []];\n",
  ),
  bug(
    'no rejoin when the group rebalances',
    'A heartbeat that tells of a rebalance changes nothing.',
    ['groups-go-on', 'assignment-in-time'],
    CLASSIC,
    "      return rejoin(later, 'the group is rebalancing', now, config);",
    '      return [later, []];',
  ),
  bug(
    'said before it is given back',
    'In the consumer protocol a member says that it has a partition no more while it still works on it.',
    ['assignment-in-time'],
    STEPS,
    "  return [{ ...from, ...how, state: 'revoking', seq }",
    "  const owned = without(from.owned, partitions);\n  const heartbeatAt = Math.min(from.heartbeatAt, from.sentAt);\n  return [{ ...from, ...how, owned, unsaid: EVERYTHING, heartbeatAt, state: 'revoking', seq }",
  ),
  {
    name: 'given back, and never said',
    breaks: 'In the consumer protocol the coordinator does not hear that a partition is free.',
    seenBy: ['assignment-in-time'],
    changes: [
      {
        file: `packages/${STEPS}`,
        find: 'return reconcileAndTell(saySoon(member, { owned: true }, now), now, config);',
        replace: 'return reconcileAndTell(member, now, config);',
      },
      {
        file: `packages/${STEPS}`,
        find: 'const to = saySoon({ ...from, owned: all }, { owned: true }, now);',
        replace: 'const to = saySoon({ ...from, owned: all }, added.length > 0 ? { owned: true } : {}, now);',
      },
    ],
  },
  bug(
    'fenced member goes on',
    'In the consumer protocol a member that the coordinator has fenced keeps its partitions.',
    ['assignment-in-time', 'nothing-left'],
    'group/src/consumer-protocol/consumer-machine.ts',
    "    case 'fenced':\n      return lose(from, event.error.message, now, config);",
    "    case 'fenced':\n      return [{ ...from, heartbeatAt: now + config.backoffMs(0) }, []];",
  ),
];
