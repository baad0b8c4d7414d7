import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '@k/wire';
import { checkWork, groupOf, offsetsOf, preparedOf } from '../src/transaction/arguments.ts';

function refuses(check: () => unknown, words: RegExp, about: string): void {
  assert.throws(check, (error) => error instanceof ConfigError && words.test(error.message), about);
}

const odd = (value: unknown): never => value as never;

test('a group: what groupMetadata() gives, or whoever has it', () => {
  const group = { groupId: 'g', generationId: 5, memberId: 'm', groupInstanceId: 'i' };
  assert.deepEqual(groupOf('call()', group), group);
  assert.deepEqual(groupOf('call()', { groupMetadata: () => group }), group);
  for (const generationId of [-1, 0, 2 ** 31 - 1]) {
    const given = { groupId: 'g', generationId, memberId: '' };
    assert.deepEqual(groupOf('call()', given), { ...given, groupInstanceId: null });
  }
  const wrong: readonly unknown[] = [
    null,
    undefined,
    'g',
    {},
    { ...group, groupId: '' },
    { ...group, groupId: 5 },
    { ...group, memberId: undefined },
    { ...group, groupInstanceId: 5 },
    ...[-2, 2 ** 31, 1.5, '1', undefined].map((generationId) => ({ ...group, generationId })),
  ];
  for (const given of wrong) {
    refuses(
      () => groupOf('call()', odd(given)),
      /^KafkaProducer: call\(\).*group.*groupMetadata\(\) gave/,
      JSON.stringify(given),
    );
  }
});

test('offsets: one, or what can be iterated over, and each as it is', () => {
  const one = { topic: 't', partition: 0, offset: 0 };
  assert.deepEqual(offsetsOf('call()', one), [one]);
  const most = {
    topic: 't',
    partition: 2 ** 31 - 1,
    offset: Number.MAX_SAFE_INTEGER,
    metadata: 'm',
    leaderEpoch: 2 ** 31 - 1,
  };
  assert.deepEqual(offsetsOf('call()', new Set([one, most])), [one, most]);
  assert.deepEqual(offsetsOf('call()', { ...one, leaderEpoch: -1, metadata: '' }), [
    { ...one, leaderEpoch: -1, metadata: '' },
  ]);
  const cases: readonly (readonly [given: unknown, words: RegExp])[] = [
    [null, /offsets/],
    [5, /offsets/],
    [[null], /offsets/],
    [[5], /offsets/],
    [{ ...one, topic: '' }, /topic.*a name/],
    [{ ...one, topic: 5 }, /topic.*a name/],
    [{ ...one, partition: -1 }, /partition.*a whole number from 0 on/],
    [{ ...one, partition: 2 ** 31 }, /partition/],
    [{ ...one, partition: 0.5 }, /partition/],
    [{ ...one, offset: -1 }, /offset.*a whole number from 0 on/],
    [{ ...one, offset: 2 ** 53 }, /offset/],
    [{ ...one, offset: 1n }, /offset/],
    [{ ...one, metadata: null }, /metadata.*text/],
    [{ ...one, leaderEpoch: -2 }, /leaderEpoch.*a whole number from -1 on/],
    [{ ...one, leaderEpoch: 2 ** 31 }, /leaderEpoch/],
  ];
  for (const [given, words] of cases) refuses(() => offsetsOf('call()', odd(given)), words, String(words));
});

test('a prepared transaction: an id, and an epoch from 0 to 32,767', () => {
  for (const epoch of [0, 32_767]) {
    assert.deepEqual(preparedOf('call()', { producerId: 7n, epoch }), { producerId: 7n, epoch });
  }
  const wrong: readonly unknown[] = [null, undefined, 5, {}, { producerId: 7, epoch: 0 }];
  for (const given of [...wrong, ...[-1, 32_768, 0.5].map((epoch) => ({ producerId: 7n, epoch }))]) {
    refuses(() => preparedOf('call()', odd(given)), /prepared.*what prepareTransaction\(\) gave/, String(given));
  }
});

test('work is a function', () => {
  checkWork('call()', () => undefined);
  refuses(() => checkWork('call()', 5), /work.*a function/, '5');
});
