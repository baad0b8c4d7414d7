import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { rangeAssignor } from '../../src/index.ts';

type Member = [memberId: string, topics: string[], groupInstanceId?: string];

/** What range does not look at. */
const silent = { userData: null, ownedPartitions: [], generationId: -1, rackId: null } as const;

function assign(
  partitions: Record<string, number>,
  members: Member[],
): Record<string, Record<string, readonly number[]>> {
  const result = rangeAssignor.assign(
    new Map(Object.entries(partitions)),
    members.map(([memberId, topics, groupInstanceId = null]) => ({
      memberId,
      topics,
      groupInstanceId,
      ...silent,
    })),
  );
  return Object.fromEntries([...result].map(([id, topics]) => [id, Object.fromEntries(topics)]));
}

// Inputs and results as in RangeAssignorTest of apache/kafka (clients, 3.x and 4.x agree without racks).
describe('range assignor, as Java has it', () => {
  it('no topic, unknown topic', () => {
    assert.deepEqual(assign({}, [['consumer1', []]]), { consumer1: {} });
    assert.deepEqual(assign({}, [['consumer1', ['topic1']]]), { consumer1: {} });
  });

  it('one consumer gets all partitions of its topics and no others', () => {
    assert.deepEqual(assign({ topic1: 3, other: 3 }, [['consumer1', ['topic1']]]), {
      consumer1: { topic1: [0, 1, 2] },
    });
    assert.deepEqual(assign({ topic1: 1, topic2: 2 }, [['consumer1', ['topic1', 'topic2']]]), {
      consumer1: { topic1: [0], topic2: [0, 1] },
    });
  });

  it('two consumers, one topic with one and with two partitions', () => {
    const members: Member[] = [
      ['consumer1', ['topic1']],
      ['consumer2', ['topic1']],
    ];
    assert.deepEqual(assign({ topic1: 1 }, members), { consumer1: { topic1: [0] }, consumer2: {} });
    assert.deepEqual(assign({ topic1: 2 }, members), { consumer1: { topic1: [0] }, consumer2: { topic1: [1] } });
  });

  it('mixed topics', () => {
    assert.deepEqual(
      assign({ topic1: 3, topic2: 2 }, [
        ['consumer1', ['topic1']],
        ['consumer2', ['topic1', 'topic2']],
        ['consumer3', ['topic1']],
      ]),
      { consumer1: { topic1: [0] }, consumer2: { topic1: [1], topic2: [0, 1] }, consumer3: { topic1: [2] } },
    );
  });

  it('two topics with three partitions each are co-partitioned', () => {
    assert.deepEqual(
      assign({ topic1: 3, topic2: 3 }, [
        ['consumer2', ['topic2', 'topic1']],
        ['consumer1', ['topic1', 'topic2']],
      ]),
      { consumer1: { topic1: [0, 1], topic2: [0, 1] }, consumer2: { topic1: [2], topic2: [2] } },
    );
  });

  it('static members are ordered by groupInstanceId, before the dynamic ones', () => {
    const partitions = { topic1: 3, topic2: 3 };
    const topics = ['topic1', 'topic2'];
    const low = { topic1: [0, 1], topic2: [0, 1] };
    const high = { topic1: [2], topic2: [2] };
    const bothStatic = assign(partitions, [
      ['consumer-b', topics, 'instance1'],
      ['consumer-a', topics, 'instance2'],
    ]);
    assert.deepEqual(bothStatic, { 'consumer-b': low, 'consumer-a': high });
    const oneStatic = assign(partitions, [
      ['consumer-b', topics, 'instance1'],
      ['consumer-a', topics],
    ]);
    assert.deepEqual(oneStatic, { 'consumer-b': low, 'consumer-a': high });
  });

  it('static members keep theirs when a dynamic one is replaced', () => {
    const topics = ['topic1', 'topic2'];
    const statics: Member[] = [
      ['consumer1', topics, 'instance1'],
      ['consumer2', topics, 'instance2'],
      ['consumer3', topics, 'instance3'],
    ];
    const expected = {
      consumer1: { topic1: [0, 1], topic2: [0] },
      consumer2: { topic1: [2], topic2: [1] },
      consumer3: { topic1: [3], topic2: [2] },
    };
    const last = { topic1: [4], topic2: [3] };
    const counts = { topic1: 5, topic2: 4 };
    assert.deepEqual(assign(counts, [...statics, ['consumer4', topics]]), { ...expected, consumer4: last });
    assert.deepEqual(assign(counts, [...statics, ['consumer5', topics]]), { ...expected, consumer5: last });
  });

  it('ids are compared as Java compares strings, not by locale', () => {
    const result = assign({ t: 3 }, [
      ['b', ['t']],
      ['A', ['t']],
      ['a', ['t']],
    ]);
    assert.deepEqual(result, { A: { t: [0] }, a: { t: [1] }, b: { t: [2] } });
  });

  it('gives partitions near to a member first (KIP-881), and those of two topics together', () => {
    const racks = new Map(['t1', 't2'].map((topic) => [topic, [['b'], ['a'], ['a'], ['b']]]));
    const counts = new Map([
      ['t1', 4],
      ['t2', 4],
    ]);
    const members = ['a', 'b'].map((rackId) => ({
      memberId: `in ${rackId}`,
      groupInstanceId: null,
      topics: ['t1', 't2'],
      ...silent,
      rackId,
    }));
    const near = { t1: [1, 2], t2: [1, 2] };
    const rest = { t1: [0, 3], t2: [0, 3] };
    const given = rangeAssignor.assign(counts, members, racks);
    const plain = Object.fromEntries([...given].map(([id, topics]) => [id, Object.fromEntries(topics)]));
    assert.deepEqual(plain, { 'in a': near, 'in b': rest });
    const everywhere = new Map(['t1', 't2'].map((topic) => [topic, Array.from({ length: 4 }, () => ['a', 'b'])]));
    assert.deepEqual(rangeAssignor.assign(counts, members, everywhere), rangeAssignor.assign(counts, members));
  });

  it('gives every partition of a subscribed topic to exactly one subscriber, in shares that differ by one at most', () => {
    const topic = fc.constantFrom('t1', 't2', 't3');
    fc.assert(
      fc.property(
        fc.dictionary(topic, fc.integer({ min: 0, max: 20 })),
        fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 5 }), fc.uniqueArray(topic)), {
          selector: ([id]) => id,
          minLength: 1,
          maxLength: 6,
        }),
        (partitions, members) => {
          const result = rangeAssignor.assign(
            new Map(Object.entries(partitions)),
            members.map(([memberId, topics]) => ({ memberId, topics, groupInstanceId: null, ...silent })),
          );
          for (const [name, count] of Object.entries(partitions)) {
            const subscribers = members.filter(([, topics]) => (topics as string[]).includes(name));
            const shares = subscribers.map(([id]) => result.get(id)?.get(name) ?? []);
            const given = shares.flat().sort((a, b) => a - b);
            assert.deepEqual(given, subscribers.length === 0 ? [] : Array.from({ length: count }, (_, i) => i));
            const sizes = shares.map(({ length }) => length);
            if (sizes.length > 0) assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
          }
        },
      ),
      { seed: 20261130 },
    );
  });
});
