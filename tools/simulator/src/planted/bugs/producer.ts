import { type PlantedBug, bug } from '../planted-bug.ts';

const QUEUE = 'producer/src/partition-queue.ts';
const OUTCOMES = 'producer/src/batch-outcomes.ts';
const SENDER = 'producer/src/sender.ts';

export const PRODUCER_BUGS: readonly PlantedBug[] = [
  bug(
    'sequence given too early',
    'A batch is numbered while the fate of the first one of its sequence is not known: stored before it, it keeps it out for good.',
    ['producer-order', 'sends-go-on'],
    'producer/src/identity/idempotent.ts',
    'return inFlight === 0 || (established && identity === current);',
    'return true;',
  ),
  bug(
    'sequence given back though perhaps stored',
    'A batch is given up whose answer was lost; the next one gets its numbers, and is taken for its repetition.',
    ['acked-is-stored'],
    QUEUE,
    'if (batch.maybeWritten || !isLast ||',
    'if (!isLast ||',
  ),
  bug(
    'epoch not bumped',
    'A new sequence begins under the old epoch: the broker takes its batches for repetitions of older ones.',
    ['acked-is-stored'],
    'producer/src/identity/idempotent.ts',
    'identity: { producerId, epoch: epoch + 1 }',
    'identity: { producerId, epoch }',
  ),
  bug(
    'duplicate taken for an error',
    'A batch that an earlier attempt stored is said to have failed.',
    ['failed-is-absent'],
    'producer/src/outcome.ts',
    '    case ErrorCode.DUPLICATE_SEQUENCE_NUMBER:\n      return DUPLICATE;',
    '    case ErrorCode.DUPLICATE_SEQUENCE_NUMBER:\n      return FAILED;',
  ),
  {
    name: 'renumbered though perhaps stored',
    breaks: 'A batch whose answer was lost goes again under other numbers, by which no broker can tell the repetition.',
    seenBy: ['no-duplicates'],
    changes: [
      {
        file: `packages/${OUTCOMES}`,
        find: "this.#retry(queue, batch, 'same');",
        replace: "this.#retry(queue, batch, left ? 'new' : 'same');",
      },
      {
        file: `packages/${QUEUE}`,
        find: 'this.#retries.find((batch) => batch.maybeWritten);',
        replace: 'this.#retries.find((batch) => batch.count < 0);',
      },
    ],
  },
  bug(
    'lost answer taken for not sent',
    'A request that went out and was not answered counts as one that never left.',
    ['failed-is-absent', 'no-duplicates'],
    OUTCOMES,
    '    if (left) batch.doubt ??= error;\n',
    '',
  ),
  bug(
    'acknowledgement of the wrong batch',
    'The answers of a request are given to its batches in another order.',
    ['acked-is-stored'],
    SENDER,
    'const answer = reply.answers[i];',
    'const answer = reply.answers[batches.length - 1 - i];',
  ),
  bug(
    'offset of the batch for every record',
    'All records of a batch are told the offset of the first one.',
    ['acked-is-stored'],
    'producer/src/batch.ts',
    'const offset = baseOffset < 0 ? -1 : baseOffset + delta;',
    'const offset = baseOffset;',
  ),
  bug(
    'forgotten when its partition loses its leader',
    'A batch whose time is over is dropped without a word.',
    ['settles'],
    OUTCOMES,
    'for (const batch of queue.remove((it) => it.createdAt + deliveryTimeoutMs <= now)) this.#giveUpLate(queue, batch);',
    'queue.remove((it) => it.createdAt + deliveryTimeoutMs <= now);',
  ),
  bug(
    'new leader not asked for',
    'Produce goes on asking the broker that says that it is no leader any more.',
    ['sends-go-on'],
    OUTCOMES,
    '    if (error.refreshMetadata) this.#link.refresh(error.message);\n',
    '',
  ),
];
