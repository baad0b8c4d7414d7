import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it } from 'node:test';
import { CodecError } from '@k/codec';
import { assertNumericOptions, failure, odd } from '@k/testing';
import { ConfigError, Reader } from '@k/wire';
import { fetchOptions, produceOptions } from '../src/call-options.ts';
import * as simple from '../src/index.ts';
import {
  collectHosts,
  groupByTopicAndPartition,
  IllegalArgumentError,
  keyedProducerOptions,
  readIntString,
  relativeUnpack,
  SimpleClient,
  simpleProducerOptions,
  writeShortString,
} from '../src/index.ts';

it('every call of SimpleClient says of an argument that cannot be used what it got and what it takes', async () => {
  await using client = new SimpleClient({ bootstrapServers: 'nobody:1' });
  const payload = { topic: 't', partition: 0 };
  const calls: readonly (readonly [call: () => unknown, message: RegExp])[] = [
    [() => client.hasMetadataForTopic(5 as never), /hasMetadataForTopic\(\): topic: .*got 5/],
    [() => client.getPartitionIdsForTopic(''), /getPartitionIdsForTopic\(\): topic: .*got ""/],
    [() => client.resetTopicMetadata(5 as never), /resetTopicMetadata\(\): topics: .*got 5/],
    [() => client.loadMetadataForTopics([5] as never), /loadMetadataForTopics\(\): topics: .*got 5/],
    [() => client.loadMetadataForTopics('t', 5 as never), /loadMetadataForTopics\(\): .*got 5/],
    [() => client.ensureTopicExists(null as never), /ensureTopicExists\(\): topic: .*got null/],
    [() => client.ensureTopicExists('t', 5 as never), /ensureTopicExists\(\): .*got 5/],
    [() => client.sendMetadataRequest(5 as never), /sendMetadataRequest\(\): topics: .*got 5/],
    [() => client.sendConsumerMetadataRequest([5] as never), /sendConsumerMetadataRequest\(\): groups: .*got 5/],
    [() => client.sendProduceRequest(payload as never), /sendProduceRequest\(\): payloads: expected an array/],
    [
      () => client.sendFetchRequest([{ topic: 't' }] as never),
      /sendFetchRequest\(\): payloads: expected \{ topic, partition/,
    ],
    [() => client.sendOffsetRequest([payload] as never, 5 as never), /sendOffsetRequest\(\): .*got 5/],
    [() => client.sendOffsetCommitRequest(5 as never, []), /sendOffsetCommitRequest\(\): group: .*got 5/],
    [() => client.sendOffsetFetchRequest('g', 5 as never), /sendOffsetFetchRequest\(\): payloads: .*got 5/],
    [() => client.sendOffsetFetchRequestKafka(5 as never, []), /sendOffsetFetchRequest\(\): group: .*got 5/],
    [() => client.loadMetadataForTopics('t', { ignore: true } as never), /unknown option "ignore"/],
    [
      () => client.ensureTopicExists('t', { timeout: 5 } as never),
      /unknown option "timeout", did you mean "timeoutMs"/,
    ],
    [() => client.ensureTopicExists('t', { timeoutMs: -5 }), /option "timeoutMs": expected .*got -5/],
    [() => client.sendProduceRequest([payload] as never, { timeout: 5 } as never), /unknown option "timeout", did you/],
    [() => client.sendProduceRequest([payload] as never, { acks: 2 }), /option "acks": expected 0, 1 or -1, got 2/],
    [() => client.sendFetchRequest([payload] as never, { minBytes: 0.5 }), /option "minBytes": expected .*got 0.5/],
    [() => client.sendOffsetRequest([payload] as never, { acks: 1 } as never), /unknown option "acks"/],
    [
      () => client.sendOffsetCommitRequest('g', [payload] as never, { callback: 5 } as never),
      /option "callback": expected a function, got 5/,
    ],
  ];
  for (const [call, message] of calls) {
    const error = await failure((async () => await call())());
    assert.ok(error instanceof ConfigError, `${error.name}: ${error.message}`);
    assert.match(error.message, message);
  }
});

/** What is not public, of classes that others are made of. */
const INTERNAL: Readonly<Record<string, readonly string[]>> = {
  MessageProducer: ['checkMessages', 'partitionsOf', 'sendTo'],
  Consumer: ['log', 'begin', 'given', 'moveTo', 'commitOffsets', 'offsetsAt'],
  SimpleConsumer: ['rewind', 'fetched', 'moved', 'told', 'close'],
  MultiProcessConsumer: ['moved', 'told', 'close'],
};

it('every method refuses an argument too many, which JavaScript would drop in silence', async () => {
  const client = new SimpleClient({ bootstrapServers: 'nobody:1' });
  const consumer = new simple.SimpleConsumer(client, 'g', 't');
  const targets: readonly object[] = [
    client,
    new simple.KafkaConnection({ host: 'nobody', port: 1 }),
    new simple.Producer(client),
    new simple.SimpleProducer(client),
    new simple.KeyedProducer(client),
    consumer,
    new simple.MultiProcessConsumer(client, 'g', 't'),
    new simple.OffsetCommitContext(consumer),
  ];
  const checked: string[] = [];
  for (const target of targets) {
    const { name } = target.constructor;
    for (let at = target; at !== EventEmitter.prototype && at !== Object.prototype;) {
      at = Object.getPrototypeOf(at) as object;
      if (at === EventEmitter.prototype || at === Object.prototype) break;
      for (const method of Object.getOwnPropertyNames(at)) {
        // Any number of messages, and what is not public.
        if (['constructor', 'sendMessages', ...(INTERNAL[at.constructor.name] ?? [])].includes(method)) continue;
        const call: unknown = Object.getOwnPropertyDescriptor(at, method)?.value;
        if (typeof call !== 'function') continue;
        const error = await failure((async () => (await Reflect.apply(call, target, Array(9))) as unknown)());
        assert.ok(error instanceof ConfigError, `${name}.${method}: ${error.message}`);
        assert.match(error.message, new RegExp(`^${name}: ${method}\\(\\): arguments: expected .*, got 9$`));
        checked.push(method);
      }
    }
  }
  assert.ok(checked.includes('sendFetchRequest') && checked.includes('stop') && checked.includes('recv'));
  await client.close();
});

it('the byte helpers and collectHosts() refuse what they cannot use, by the name of the argument', () => {
  const reader = new Reader(Buffer.alloc(8));
  const calls: readonly (readonly [run: () => unknown, message: RegExp])[] = [
    [() => readIntString(odd(5)), /^readIntString\(\): r/],
    [
      () => {
        writeShortString(odd(5), 'x');
      },
      /^writeShortString\(\): w/,
    ],
    [() => relativeUnpack(odd(5), reader), /^relativeUnpack\(\): format/],
    [() => relativeUnpack('>h', odd(5)), /^relativeUnpack\(\): r/],
    [() => groupByTopicAndPartition(odd(5)), /^groupByTopicAndPartition\(\): items: .*, got 5$/],
    [() => groupByTopicAndPartition(odd(['t'])), /^groupByTopicAndPartition\(\): items: .*, got "t"$/],
    [() => collectHosts(odd(5)), /^collectHosts\(\): hosts: expected "host:port", or an array of them, got 5$/],
    [() => collectHosts(odd([5n])), /^collectHosts\(\): hosts: .*got an array of 1$/],
    [
      () => collectHosts('a', odd({ randomise: false })),
      /^collectHosts\(\): unknown option "randomise", did you mean "randomize"\?$/,
    ],
  ];
  for (const [run, message] of calls) {
    assert.throws(run, (error) => error instanceof ConfigError && message.test(error.message), String(message));
  }
  assert.equal(IllegalArgumentError, ConfigError);
});

describe('a CodecError is the answer to a wrong argument of', () => {
  const bytes = Buffer.from('payload');
  const functions = simple as unknown as Record<string, (...args: unknown[]) => unknown>;
  const cases: [name: string, args: readonly unknown[], message: RegExp][] = [
    ['gzipEncode', ['text'], /a payload is a Uint8Array, got "text"/],
    ['gzipEncode', [bytes, 12], /a level of gzip is an integer from 1 to 9/],
    ['gzipEncode', [bytes, '9'], /got "9"/],
    ['gzipDecode', ['text'], /a payload/],
    ['gzipDecode', [bytes, { max: 1 }], /no option "max"/],
    ['gzipDecode', [bytes, { maxBytes: '1' }], /maxBytes is a number of bytes/],
    ['snappyEncode', [null], /a payload/],
    ['snappyEncode', [bytes, { blocksize: 1 }], /no option "blocksize"/],
    ['snappyEncode', [bytes, { xerialCompatible: 1 }], /xerialCompatible is true or false/],
    ['snappyEncode', [bytes, { xerialBlocksize: 0 }], /xerialBlocksize is an integer from 1/],
    ['snappyEncode', [bytes, { xerialCompatible: false, xerialBlocksize: '1' }], /xerialBlocksize/],
    ['snappyDecode', [5], /a payload/],
    ['lz4Encode', [[1]], /a payload .* got an array of 1/],
    ['lz4Decode', [{}], /a payload/],
    ['lz4EncodeOldKafka', ['text'], /a payload/],
    ['lz4DecodeOldKafka', ['text'], /a payload/],
    ['createMessage', [5], /a Uint8Array, a string or null, got 5/],
    ['createMessage', [bytes, {}], /got an object/],
    ['createMessage', [bytes, null, { magic: 2 }], /a message has magic 0 or 1, got 2/],
    ['createMessage', [bytes, null, { time: 2 }], /no option "time"/],
    ['createMessage', [bytes, null, { timestamp: -2 }], /a timestamp is an integer from -1/],
    ['createGzipMessage', ['text'], /payloads: an array is expected, got "text"/],
    ['createGzipMessage', [[]], /one payload at least, got an empty array/],
    ['createGzipMessage', [[{}]], /a payload with its key: an array is expected/],
    ['createSnappyMessage', [null], /payloads/],
    ['createMessageSet', ['text'], /payloads/],
    ['createMessageSet', [[bytes], 'brotli'], /a compression is one of .* got "brotli"/],
    ['createMessageSet', [[bytes], 'snappy', null, 5], /a level is for gzip here, got 5/],
  ];
  for (const [name, args, message] of cases) {
    it(`${name}: ${String(message)}`, () => {
      assert.throws(
        () => functions[name]?.(...args),
        (error) => {
          assert.ok(error instanceof CodecError, String(error));
          assert.equal(error.reason, 'invalid-argument', error.message);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }
});

it('numbers that options cannot use are refused by name, with what is taken and what was given', () => {
  for (const schema of [simpleProducerOptions, keyedProducerOptions, produceOptions, fetchOptions]) {
    assert.ok(assertNumericOptions(schema).length > 0);
  }
});
