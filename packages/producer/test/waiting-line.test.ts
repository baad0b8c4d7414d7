import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SendManyError } from '../src/errors.ts';
import { RecordMetadata } from '../src/record.ts';
import { bench } from './support/core.ts';
import { seededRandom } from '@k/runtime';

interface Entry {
  readonly place: string;
  readonly value: string;
  /** Undefined: the call was aborted. */
  outcome?: RecordMetadata | Error | undefined;
}

/**
 * Calls that wait for topics and partitions that come later, or never, and for memory, in any mixture. Whatever waits:
 * - every call settles, in `maxBlockMs` if what it lacks does not come;
 * - the records of a partition are stored in the order of the calls, each once;
 * - a record fails only for what it lacks itself.
 */
async function crowd(seed: number): Promise<void> {
  const dice = seededRandom(seed);
  const upTo = (n: number): number => Math.floor(dice.next() * n);
  const { clock, cluster, core } = bench(
    { bufferMemory: 3_000 + upTo(20_000), batchSize: 1_000, maxBlockMs: 5_000, lingerMs: upTo(2) * 5 },
    { topics: { t: 2 }, latencyMs: () => upTo(5) },
    seed,
  );
  const laterAt = upTo(20);
  const addedAt = upTo(20);
  const entries: Entry[] = [];
  const calls: Promise<void>[] = [];
  const recordOf = (entry: Entry) => {
    const [topic, partition] = entry.place.split('-');
    return { topic: topic as string, partition: Number(partition), value: entry.value };
  };
  for (let round = 0; round < 20; round++) {
    if (round === laterAt) cluster.createTopic('later', 2);
    if (round === addedAt) cluster.createTopic('t', 4);
    for (let c = upTo(6); c > 0; c--) {
      const places = ['t-0', 't-1', 't-2', 't-3', 'later-0', 'later-1', 't-9', 'never-0'];
      const made = Array.from({ length: 1 + upTo(12) }, (): Entry => {
        const place = places[upTo(places.length)] as string;
        return { place, value: `${entries.length}`.padEnd(20 + upTo(400), '.') };
      });
      // Numbered one after the other: a call's records stand in its order.
      const numbered = made.map((entry): Entry => {
        const next = { ...entry, value: `${entries.length}:${entry.value}` };
        entries.push(next);
        return next;
      });
      const abort = upTo(10) === 0 ? new AbortController() : undefined;
      if (numbered.length === 1) {
        const entry = numbered[0] as Entry;
        calls.push(
          core.send(recordOf(entry), abort?.signal).then(
            (metadata) => void (entry.outcome = metadata),
            (error: unknown) => void (entry.outcome = abort?.signal.aborted === true ? undefined : (error as Error)),
          ),
        );
      } else {
        calls.push(
          core.sendMany(numbered.map(recordOf), abort?.signal).then(
            (outcomes) => outcomes.forEach((outcome, i) => ((numbered[i] as Entry).outcome = outcome)),
            (error: unknown) => {
              if (abort?.signal.aborted === true) return;
              assert.ok(error instanceof SendManyError, String(error));
              error.outcomes.forEach((outcome, i) => ((numbered[i] as Entry).outcome = outcome));
            },
          ),
        );
      }
      if (abort !== undefined) setImmediate(() => abort.abort());
    }
    await clock.advance(upTo(30));
  }
  await clock.runUntil(Promise.all(calls));
  await clock.runUntil(core.close(Infinity));

  const stored = new Map<string, number[]>();
  for (const place of ['t-0', 't-1', 't-2', 't-3', 'later-0', 'later-1']) {
    const [topic, partition] = place.split('-') as [string, string];
    stored.set(
      place,
      cluster.log(topic, Number(partition)).values.map((value) => Number(value.split(':')[0])),
    );
  }
  for (const [place, numbers] of stored) {
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].toSorted((a, b) => a - b),
      `seed ${seed}: ${place} is out of order`,
    );
  }
  for (const [number, { place, outcome }] of entries.entries()) {
    const at = stored.get(place)?.indexOf(number) ?? -1;
    if (outcome instanceof RecordMetadata) assert.equal(outcome.offset, at, `seed ${seed}: number ${number}`);
    else if (outcome instanceof Error) {
      assert.ok(at < 0, `seed ${seed}: number ${number} is stored and failed`);
      assert.match(outcome.message, /UNKNOWN_TOPIC_OR_PARTITION \((t-9|topic never)/, `seed ${seed}: ${place}`);
      assert.ok(place === 't-9' || place === 'never-0', `seed ${seed}: ${place} failed`);
    }
  }
  const { bufferedBytes, batchesPending, waitingCalls } = core.metrics();
  assert.deepEqual([bufferedBytes, batchesPending, waitingCalls], [0, 0, 0]);
}

test('whatever waits for what, each record is stored once, in order, or fails for what it lacks itself', async () => {
  const runs = Number(process.env['PRODUCER_PROPERTY_RUNS'] ?? 25);
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), crowd), { numRuns: runs, seed: 20261130 });
});
