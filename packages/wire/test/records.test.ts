import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consumerOffsetsRecords, OffsetCommitKey, OffsetCommitValue, Reader } from '../src/index.ts';

test('a record of __consumer_offsets is read by the type that begins its key', () => {
  const key = Buffer.from('0001' + '0001' + '67' + '0001' + '74' + '00000003', 'hex');
  const value = Buffer.from('0003' + '000000000000002a' + '00000005' + '0000' + '0000018cc251f400', 'hex');

  const r = new Reader(key);
  const types = consumerOffsetsRecords[r.int16()];
  assert.equal(types?.key, OffsetCommitKey);
  assert.equal(types.value, OffsetCommitValue);
  assert.deepEqual(types.key.read(r, 0), { group: 'g', topic: 't', partition: 3 });

  const v = new Reader(value);
  assert.deepEqual(OffsetCommitValue.read(v, v.int16()), {
    offset: 42n,
    leaderEpoch: 5,
    metadata: '',
    commitTimestamp: 1704067200000n,
    expireTimestamp: -1n,
    topicId: 'AAAAAAAAAAAAAAAAAAAAAA',
  });
  assert.equal(consumerOffsetsRecords[9], undefined);
});
