import type { Equivalents } from '../equivalent-mutants.ts';

export const producer: readonly Equivalents[] = [
  {
    file: 'src/murmur2.ts',
    why: 'the words above have left just these bytes, so each of them is there: the 0 is for the types alone',
    changes: [
      ['h ^= (‹bytes[i + 2] ?? 0›) << 16;', 'bytes[i + 2]'],
      ['h ^= (bytes[i + 2] ?? ‹0›) << 16;', '(0 + 1)'],
      ['h ^= (‹bytes[i + 1] ?? 0›) << 8;', 'bytes[i + 1]'],
      ['h ^= (bytes[i + 1] ?? ‹0›) << 8;', '(0 + 1)'],
      ['h = Math.imul(h ^ (‹bytes[i] ?? 0›), M);', 'bytes[i]'],
      ['h = Math.imul(h ^ (bytes[i] ?? ‹0›), M);', '(0 + 1)'],
    ],
  },
  {
    file: 'src/murmur2.ts',
    why: 'a text that is encoded first has the same hash: its characters are only the shorter way',
    changes: [
      ['if (‹(a | b | c | d) > 0x7f›)', 'true'],
      ['if ((a | b | c | d) ‹>› 0x7f)', '>='],
      ['if (‹(a | b | c) > 0x7f›)', 'true'],
      ['if ((a | b | c) ‹>› 0x7f)', '>='],
    ],
  },
  {
    file: 'src/murmur2.ts',
    why: 'the code of a character behind the end is NaN, which bitwise operators take for 0',
    changes: [
      ['const b = ‹left > 1› ? text.charCodeAt(i + 1) : 0;', 'true'],
      ['const b = left ‹>› 1 ? text.charCodeAt(i + 1) : 0;', '>='],
      ['const c = ‹left > 2› ? text.charCodeAt(i + 2) : 0;', 'true'],
      ['const c = left ‹>› 2 ? text.charCodeAt(i + 2) : 0;', '>='],
    ],
  },
  {
    file: 'src/murmur2.ts',
    why: 'any buffer that is long enough serves, the old one or a new one',
    changes: [
      ['let scratch = Buffer.allocUnsafe(‹512›);', '(512 + 1)'],
      ['const most = text.length * ‹3›;', '(3 + 1)'],
      ['if (‹scratch.length < most›) {', 'true'],
      ['if (scratch.length ‹<› most) {', '<='],
      ['if (‹most > 65_536›)', 'true'],
      ['if (‹most > 65_536›)', 'false'],
      ['if (most ‹>› 65_536)', '>='],
      ['if (most > ‹65_536›)', '(65_536 + 1)'],
    ],
  },
  {
    file: 'src/partitioner.ts',
    why: 'a copy of the bytes has the same checksum',
    changes: [["return crc32(‹typeof key === 'string'› ? Buffer.from(key, 'utf8') : key);", 'true']],
  },
  {
    file: 'src/batch.ts',
    why: 'a batch that has not left has a negative ordinal, whichever',
    changes: [['ordinal = -‹1›;', '(1 + 1)']],
  },
  {
    file: 'src/partition-queue.ts',
    why: 'a batch that has not left has a negative ordinal, whichever',
    changes: [['batch.ordinal = -‹1›;', '(1 + 1)']],
  },
  {
    file: 'src/partition-queue.ts',
    why: 'no broker has a negative id, and it is looked at only while something is in flight to one',
    changes: [['broker = -‹1›;', '(1 + 1)']],
  },
  {
    file: 'src/partition-queue.ts',
    why: 'it is set when the first batch is numbered, before it is looked at',
    changes: [
      ['#nextSequence = ‹0›;', '(0 + 1)'],
      ['#established = ‹false›;', 'true'],
    ],
  },
  {
    file: 'src/partition-queue.ts',
    why: 'ordinals are only compared with each other',
    changes: [['#nextOrdinal = ‹0›;', '(0 + 1)']],
  },
  {
    file: 'src/partition-queue.ts',
    why: 'two batches never have the same ordinal',
    changes: [
      ['if (other.ordinal ‹>› ordinal)', '>='],
      ['const earlier = (other) => other !== batch && other.ordinal ‹<› batch.ordinal;', '<='],
    ],
  },
  {
    file: 'src/partition-queue.ts',
    why: 'what is in flight is under the identity of its partition, which changes only while nothing is',
    changes: [['if (‹batch.identity === this.#identity›)', 'true']],
  },
  {
    file: 'src/partition-queue.ts',
    why: 'taken slots are never looked at again: when they are given back nobody sees',
    changes: [
      ['else if (‹this.#closedHead > 64›) {', 'true'],
      ['else if (‹this.#closedHead > 64›) {', 'false'],
      ['else if (this.#closedHead ‹>› 64) {', '>='],
      ['else if (this.#closedHead > ‹64›) {', '(64 + 1)'],
    ],
  },
  {
    file: 'src/partition-queue.ts',
    why: 'it guards against a mistake in this file, and no sequence of calls makes it',
    changes: [
      ['if (‹!MOVES[this.#state].includes(state)›) {', 'false'],
      ['‹throw new StateError(`${this.topic}-${this.partition}: ${this.#state} cannot become ${state}`);›', ';'],
    ],
  },
  {
    file: 'src/identity/transactional.ts',
    why: 'it guards against a mistake in this file, and no sequence of events makes it',
    changes: [
      ['if (‹to.state !== from.state && !transactionMoves[from.state].includes(to.state)›) {', 'false'],
      ['‹throw new StateError(`transaction: no way from ${from.state} to ${to.state} on ${event.type}`);›', ';'],
    ],
  },
  {
    file: 'src/sticky-partition.ts',
    why: 'a partition that was never drawn has no queue, so that one is drawn before anything else is asked',
    changes: [
      ['#partition = -‹1›;', '(1 + 1)'],
      ['#bytes = ‹0›;', '(0 + 1)'],
    ],
  },
  {
    file: 'src/sticky-partition.ts',
    why: 'there is always a partition to pick from: the 0 is for the types alone',
    changes: [
      ['this.#partition = ‹this.#pick(others, load) ?? 0›;', 'this.#pick(others, load)'],
      ['this.#partition = this.#pick(others, load) ?? ‹0›;', '(0 + 1)'],
    ],
  },
  {
    file: 'src/accumulator.ts',
    why: 'what has been let in is not let in again: a second look changes nothing',
    changes: [
      ['if (‹this.#advancing›)', 'false'],
      ['‹this.#advancing = true;›', ';'],
      ['this.#advancing = ‹true›;', 'false'],
    ],
  },
  {
    file: 'src/accumulator.ts',
    why: 'a batch that has not grown is charged 0',
    changes: [['if (‹batch.capacity !== batch.charged›)', 'true']],
  },
  {
    file: 'src/topic-state.ts',
    why: 'each load sets it to 0 before it counts',
    changes: [['failures = ‹0›;', '(0 + 1)']],
  },
  {
    file: 'src/topic-state.ts',
    why: 'an epoch that is not told is below every one that is, whatever number stands for it',
    changes: [
      ['const before = this.#view?.leaderEpochs[p] ?? -‹1›;', '(1 + 1)'],
      ['const epoch = leaderEpochs[p] ?? -‹1›;', '(1 + 1)'],
    ],
  },
  {
    file: 'src/troubles.ts',
    why: 'an empty map has no trouble of the subject either',
    changes: [['if (‹this.#bySubject.size === 0›)', 'false']],
  },
  {
    file: 'src/batch-outcomes.ts',
    why: 'each negative number says that it is not told',
    changes: [
      ['this.stored(queue, batch, -‹1›, -1);', '(1 + 1)'],
      ['this.stored(queue, batch, -1, -‹1›);', '(1 + 1)'],
    ],
  },
  {
    file: 'src/sender.ts',
    why: 'each negative number says that it is not told',
    changes: [
      ['this.#outcomes.stored(queue, batch, -‹1›, -1);', '(1 + 1)'],
      ['this.#outcomes.stored(queue, batch, -1, -‹1›);', '(1 + 1)'],
    ],
  },
  {
    file: 'src/batch-outcomes.ts',
    why: 'nothing is in trouble under null',
    changes: [['const noId = ‹this.#identity === null› ? undefined : this.#troubles.of(this.#identity);', 'false']],
  },
  {
    file: 'src/sender.ts',
    why: 'a partition without a leader has a negative one, whichever, and no broker has it as its id',
    changes: [
      ['const leader = this.#link.topic(topic)?.leaders[partition] ?? -‹1›;', '(1 + 1)'],
      ['const leader = this.#link.topic(queue.topic)?.leaders[queue.partition] ?? -‹1›;', '(1 + 1)', 2],
    ],
  },
  {
    file: 'src/sender.ts',
    why: 'nobody asks when the timer is only cleared',
    changes: [['this.#sleep(Infinity, ‹0›);', '(0 + 1)']],
  },
  { file: 'src/sender.ts', why: 'it is compared with 0 alone', changes: [['let firstLeftOut = -‹1›;', '(1 + 1)']] },
  {
    file: 'src/sender.ts',
    why: 'to clear a timer that has fired, or none, does nothing',
    changes: [['if (‹this.#timerAt !== Infinity›)', 'true']],
  },
  {
    file: 'src/accumulator.ts',
    why: 'Topics finds the same topic: to remember the last one only saves the search',
    changes: [
      ['if (‹last !== null && last.name === record.topic›)', 'false'],
      ['if (‹topic.count > 0›)', 'false'],
    ],
  },
  {
    file: 'src/accumulator.ts',
    why: 'to let in whom it can does nothing while nobody waits, and the sender looks again at what it has seen',
    changes: [
      ['if (‹this.line.length > 0›)', 'true', 3],
      ['if (this.line.length ‹>› 0)', '>=', 3],
    ],
  },
  {
    file: 'src/accumulator.ts',
    why: 'no second record fits into a batch that has one byte more than its header, or two',
    changes: [['maxBytes: Math.max(options.batchSize, RECORD_BATCH_OVERHEAD + ‹1›),', '(1 + 1)']],
  },
  {
    file: 'src/waiting-line.ts',
    why: 'places of calls that have left are never looked at again: when they are given back nobody sees',
    changes: [
      ['else if (‹this.#head > 256 || this.#head === this.#calls.length›)', 'true'],
      ['else if (this.#head ‹>› 256 || this.#head === this.#calls.length)', '>='],
      ['else if (this.#head > ‹256› || this.#head === this.#calls.length)', '(256 + 1)'],
    ],
  },
  {
    file: 'src/waiting-line.ts',
    why: 'an empty line holds up nobody',
    changes: [['return this.length ‹>› 0 && (this.#starved || this.#isBlocked(record));', '>=']],
  },
  {
    file: 'src/waiting-line.ts',
    why: 'nothing is found in an empty map',
    changes: [['if (‹this.#blocked.size === 0›)', 'false']],
  },
  {
    file: 'src/waiting-line.ts',
    why: 'the caller asks with the next ticket, which no call has yet',
    changes: [['if (this.oldestTicket ‹>=› ticket)', '>']],
  },
  {
    file: 'src/waiting-line.ts',
    why: 'tickets are only compared with each other',
    changes: [['#nextTicket = ‹0›;', '(0 + 1)']],
  },
  {
    file: 'src/identity/transactional-source.ts',
    why: 'flushes are told from each other by any number',
    changes: [['#flush = ‹0›;', '(0 + 1)']],
  },
  {
    file: 'src/identity/transactional-source.ts',
    why: 'initialize() sets it before anything is asked',
    changes: [['#keepPrepared = ‹false›;', 'true']],
  },
  {
    file: 'src/sender.ts',
    why: 'a broker that is not there, or nobody waits for, is not silent: a time that is no number is above none, as one before all is',
    changes: [
      [
        'const leader = ‹this.#link.topic(topic)?.leaders[partition] ?? -1›;',
        'this.#link.topic(topic)?.leaders[partition]',
      ],
      [
        'return this.#clock.monotonic() - (‹this.#brokers.get(leader)?.silentSince ?? Infinity›);',
        'this.#brokers.get(leader)?.silentSince',
      ],
    ],
  },
];
