import { type PlantedBug, bug } from '../planted-bug.ts';

export const CONNECTION_BUGS: readonly PlantedBug[] = [
  bug(
    'late reply not dropped',
    'The answer to a request that was given up is taken for that of the next one.',
    ['acked-is-stored', 'failed-is-absent'],
    'conn/src/request-pipeline.ts',
    'const entry = this.#due(frame.byteLength >= 4 ? frame.readInt32BE(0) : undefined);',
    "while (this.#queue.first()?.state === 'settled') this.#queue.shift();\n    const entry = this.#queue.first();",
  ),
  bug(
    'request never given up',
    'A request whose time is over waits on.',
    ['sends-go-on', 'groups-go-on', 'nothing-left'],
    'conn/src/request-pipeline.ts',
    '      if (entry.deadlineAt <= now) {',
    '      if (entry.deadlineAt <= -now) {',
  ),
  bug(
    'timer of a connection not cleared',
    'A connection that is over keeps its timer.',
    ['nothing-left'],
    'conn/src/request-pipeline.ts',
    '    this.#timer.cancel();\n',
    '',
  ),
  {
    name: 'metadata believed when older',
    breaks: 'A broker that is behind leads back to the leader before, and to the topic of before.',
    seenBy: ['reader-order', 'acked-is-stored', 'groups-go-on'],
    changes: [
      {
        file: 'packages/cluster/src/older-answers.ts',
        find: '    return believes(this.#memoryOf(topic), partition);',
        replace: '    return partition >= 0;',
      },
      {
        file: 'packages/cluster/src/older-answers.ts',
        find: '    if (id === memory.formerId && !believes(memory, TOPIC)) return false;\n',
        replace: '',
      },
    ],
  },
  bug(
    'stale coordinator kept',
    'Whoever was the coordinator once is taken for it for good.',
    ['groups-go-on', 'settles', 'nothing-left'],
    'cluster/src/coordinators.ts',
    '    this.#known.delete(id);\n    known?.left',
    '    known?.left',
  ),
];
