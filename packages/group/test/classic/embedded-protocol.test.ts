import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { decodeAssignment, decodeSubscription, encodeAssignment, encodeSubscription } from '../../src/index.ts';

describe('consumer protocol', () => {
  // Laid out by hand from ConsumerProtocolSubscription.json and ConsumerProtocolAssignment.json of apache/kafka.
  it('writes subscriptions as the protocol has them', () => {
    const bytes = encodeSubscription({ topics: ['b', 'a'], userData: null });
    const expected = ['0003', '00000002', '0001', '61', '0001', '62', 'ffffffff', '00000000', 'ffffffff', 'ffff'].join(
      '',
    );
    assert.equal(bytes.toString('hex'), expected);
  });

  it('reads and writes what Java writes, in every version', () => {
    const url = new URL('../../../../../test-fixtures/wire/kafka-4.4.0.jsonl.gz', import.meta.url);
    const lines = gunzipSync(readFileSync(url)).toString().split('\n');
    const cases = lines.filter((line) =>
      /^\{"message":"ConsumerProtocolSubscription".*"(defaults|populated|nulls)"/.test(line),
    );
    const versions = new Set<number>();
    for (const line of cases) {
      const fixture = JSON.parse(line) as {
        version: number;
        case: string;
        hex: string;
        value: Record<string, unknown>;
      };
      versions.add(fixture.version);
      const version = Buffer.alloc(2);
      version.writeInt16BE(fixture.version);
      const bytes = Buffer.concat([version, Buffer.from(fixture.hex, 'hex')]);
      const subscription = decodeSubscription(bytes);
      const { generationId, rackId, ownedPartitions } = fixture.value;
      const owned = (ownedPartitions as { topic: string; partitions: number[] }[]).flatMap(({ topic, partitions }) =>
        partitions.map((partition) => ({ topic, partition })),
      );
      assert.deepEqual(
        [subscription.generationId, subscription.rackId, subscription.ownedPartitions],
        [generationId, rackId, owned],
      );
      assert.deepEqual(
        encodeSubscription(subscription, fixture.version),
        bytes,
        `v${String(fixture.version)} ${fixture.case}`,
      );
    }
    assert.deepEqual([...versions], [0, 1, 2, 3]);
  });

  it('writes nothing owned, no generation and no rack for whoever does not say', () => {
    const bytes = encodeSubscription({ topics: ['t'], userData: null }, 3);
    const expected = ['0003', '00000001', '0001', '74', 'ffffffff', '00000000', 'ffffffff', 'ffff'].join('');
    assert.equal(bytes.toString('hex'), expected);
  });

  it('writes assignments as the protocol has them', () => {
    const bytes = encodeAssignment(new Map([['t', [1, 3]]]));
    const expected = ['0001', '00000001', '0001', '74', '00000002', '00000001', '00000003', 'ffffffff'].join('');
    assert.equal(bytes.toString('hex'), expected);
  });

  it('reads version 0, and versions newer than any known', () => {
    const v0 = Buffer.from(['0000', '00000001', '0001', '61', '00000002', 'cafe'].join(''), 'hex');
    assert.deepEqual(decodeSubscription(v0), {
      topics: ['a'],
      userData: Buffer.from('cafe', 'hex'),
      ownedPartitions: [],
      generationId: -1,
      rackId: null,
    });
    const owned = '00000000';
    const v99 = ['0063', '00000001', '0001', '61', 'ffffffff', owned, '00000007', 'ffff', 'abcdef'].join('');
    assert.deepEqual(decodeSubscription(Buffer.from(v99, 'hex')).topics, ['a']);
  });

  it('takes no bytes at all for an empty assignment', () => {
    assert.equal(decodeAssignment(Buffer.alloc(0)).length, 0);
  });

  it('says what is wrong with bytes that are no assignment', () => {
    assert.throws(() => decodeAssignment(Buffer.from('0001000000ff', 'hex')), { name: 'WireError' });
    assert.throws(() => decodeAssignment(Buffer.from('ffff', 'hex')), { name: 'WireError' });
  });
});
