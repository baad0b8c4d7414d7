import { type PlantedBug, bug } from '../planted-bug.ts';

const POSITION = 'consumer/src/position/position.ts';
const COMMITTER = 'consumer/src/commit/committer.ts';
const FAILURES = 'consumer/src/fetch/failures.ts';
const REBALANCE = 'consumer/src/rebalance.ts';

export const CONSUMER_BUGS: readonly PlantedBug[] = [
  {
    name: 'commit before hand-back',
    breaks: 'A record that the application has in hand counts as done.',
    seenBy: ['at-least-once'],
    changes: [
      {
        file: `packages/${POSITION}`,
        find: '  handOut(next: number, leaderEpoch: number): void {\n    this.#offset = next;',
        replace:
          '  handOut(next: number, leaderEpoch: number): void {\n    this.#handedBack = next;\n    this.#offset = next;',
      },
      {
        file: `packages/${POSITION}`,
        find: '    this.#handedBack = this.#offset;\n    this.#handedBackEpoch = this.#leaderEpoch;\n    this.#offset = next;',
        replace: '    this.#handedBack = next;\n    this.#handedBackEpoch = leaderEpoch;\n    this.#offset = next;',
      },
    ],
  },
  bug(
    'offsets off by one',
    'What is committed is one more than what was done.',
    ['at-least-once'],
    COMMITTER,
    'offsets.set(topic, id, { offset, leaderEpoch });',
    'offsets.set(topic, id, { offset: offset + 1, leaderEpoch });',
  ),
  {
    name: 'commit of a lost generation',
    breaks: 'A commit that was refused is made again in the next generation, also for partitions that went meanwhile.',
    seenBy: ['commits', 'at-least-once'],
    changes: [
      {
        file: `packages/${COMMITTER}`,
        find: '        if (isLater && offset !== undefined && owner !== undefined && assignment.owns(owner))',
        replace: '        if (isLater && offset !== undefined && owner !== undefined)',
      },
      {
        file: `packages/${REBALANCE}`,
        find: "      await committer.handedBack(share('commit offsets",
        replace: "      void committer.handedBack(share('commit offsets",
      },
    ],
  },
  bug(
    'commits overtake each other',
    'An older commit that is tried again comes after a newer one.',
    ['commits', 'atomic-transactions'],
    COMMITTER,
    '      if (earlier !== undefined) await deadline.race(earlier);\n',
    '',
  ),
  bug(
    'revoke without drain',
    'Partitions are given back while the application has records of them in hand.',
    ['revocation-drains'],
    REBALANCE,
    "    await buffer.drained(share('finish the records in hand', DRAIN_SHARE), revoked);\n",
    '',
  ),
  bug(
    'aborted list keyed by producer only',
    'Of a producer that has aborted a transaction, those that it committed before are left out, too.',
    ['reader-order', 'groups-go-on'],
    'consumer/src/fetch/aborted-batches.ts',
    'first !== undefined && first.firstOffset <= lastOffset;',
    'first !== undefined && lastOffset >= 0;',
  ),
  bug(
    'marker ignored',
    'What a producer committed after a transaction that it aborted is left out.',
    ['reader-order', 'groups-go-on'],
    'consumer/src/fetch/aborted-batches.ts',
    '      if (isAbortMarker(batch)) this.#open.delete(producerId);\n',
    '      if (isAbortMarker(batch)) return false;\n',
  ),
  bug(
    'marker handed out',
    'The application gets the markers of transactions as records.',
    ['reader-order'],
    'consumer/src/fetch/open-batches.ts',
    ' === true || batch.isControl;',
    ' === true;',
  ),
  bug(
    'last stable offset ignored',
    'Brokers are asked for what is not committed yet.',
    ['read-committed'],
    'consumer/src/fetch/fetch-request.ts',
    'isolationLevelCode(limits.isolationLevel)',
    "isolationLevelCode('read_uncommitted')",
  ),
  bug(
    'position off by one after a gap',
    'Behind a marker one record is left out.',
    ['reader-order', 'groups-go-on'],
    'consumer/src/fetch/fetched-batches.ts',
    '        this.position = Math.max(this.position, batch.nextOffset);',
    '        this.position = Math.max(this.position, batch.nextOffset + 1);',
  ),
  bug(
    'fetch session out of step',
    'A broker is not told from where a partition that it knows is to be fetched now.',
    ['groups-go-on', 'nothing-left'],
    'consumer/src/fetch/session.ts',
    '    this.#changed.add(asked);\n    const known',
    '    if (before === undefined) this.#changed.add(asked);\n    const known',
  ),
  bug(
    'answer of a former fetch taken',
    'What was fetched for a position that is no more is handed out.',
    ['reader-order'],
    'consumer/src/fetch/placement.ts',
    'return partition?.cursor.epoch === asked.epoch ? partition : undefined;',
    'return partition;',
  ),
  {
    name: 'reset on any error',
    breaks: 'A leader that has moved, or is in trouble, has the consumer begin where its reset policy says.',
    seenBy: ['reader-order', 'commits'],
    changes: [
      {
        file: `packages/${FAILURES}`,
        find: '        this.#cluster.leaderDenied(partition, broker);\n        this.backOff(partition, error);',
        replace: '        this.#cluster.leaderDenied(partition, broker);\n        partition.outOfRange();',
      },
      {
        file: `packages/${FAILURES}`,
        find: '      case ErrorCode.UNKNOWN_SERVER_ERROR:\n        this.backOff(partition, error);',
        replace: '      case ErrorCode.UNKNOWN_SERVER_ERROR:\n        partition.outOfRange();',
      },
    ],
  },
  bug(
    'reset in place of what is committed',
    'Who gets a partition begins where the reset policy says.',
    ['at-least-once', 'commits', 'groups-go-on'],
    'consumer/src/position/position-finder.ts',
    '      else partition.seekToCommitted(committed);',
    '      else partition.nothingCommitted();',
  ),
  bug(
    'run commits what is at work',
    'In a run all that was read counts as done.',
    ['at-least-once'],
    'consumer/src/run/partition-work.ts',
    '    if (first === null) position.handBack();',
    '    if (first !== undefined) position.handBack();',
  ),
  bug(
    'records go on flowing in a rebalance',
    'What is about to be given back is handed out all the same.',
    ['revocation-drains', 'assignment-in-time'],
    REBALANCE,
    '    this.#init.buffer.hold(kept.length === 0 ? undefined : leaving);\n',
    '',
  ),
  bug(
    'timer not cleared',
    'A consumer that is closed goes on committing at its interval.',
    ['nothing-left'],
    COMMITTER,
    '    if (this.#timer !== undefined) this.#init.cluster.runtime.clock.clearTimeout(this.#timer);\n',
    '',
  ),
];
