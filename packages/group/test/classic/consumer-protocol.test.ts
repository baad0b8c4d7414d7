import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeAssignment, decodeSubscription, encodeAssignment, encodeSubscription } from '../../src/index.ts';

describe('consumer protocol', () => {
  // Laid out by hand from ConsumerProtocolSubscription.json and ConsumerProtocolAssignment.json of apache/kafka.
  it('writes subscriptions as the protocol has them', () => {
    const bytes = encodeSubscription({ topics: ['b', 'a'], userData: null });
    const expected = ['0001', '00000002', '0001', '61', '0001', '62', 'ffffffff', '00000000'].join('');
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
