import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '@k/cluster';
import { ConfigError } from '@k/wire';
import { parseProducerOptions } from '../src/options.ts';

const at = { bootstrapServers: 'localhost:9092' };

/** The one message, or the test fails. */
function refusal(options: unknown): string {
  try {
    parseProducerOptions(options);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  return assert.fail('no error');
}

test('defaults', () => {
  const settings = parseProducerOptions(at);
  assert.equal(settings.acks, -1);
  assert.equal(settings.enableIdempotence, true);
  assert.equal(settings.lingerMs, 0);
  assert.equal(settings.bufferMemory, 33_554_432);
  assert.equal(settings.deliveryTimeoutMs, 120_000);
  assert.equal(parseProducerOptions({ ...at, acks: 'all' }).acks, -1);
});

test('a wrong option is named, with what it got and what it takes', () => {
  assert.equal(refusal({ ...at, acks: 7 }), 'KafkaProducer: option "acks": expected 0, 1 or -1 (or "all"), got 7');
  assert.equal(refusal({ ...at, lingerMS: 3 }), 'KafkaProducer: unknown option "lingerMS", did you mean "lingerMs"?');
  assert.match(
    refusal({ ...at, compressionType: 'brotli' }),
    /option "compressionType": expected one of none, gzip.*got "brotli"/,
  );
  assert.equal(
    refusal({ ...at, compressionType: 'gzip', compressionLevel: 12 }),
    'KafkaProducer: option "compressionLevel": a level of gzip is an integer from 1 to 9 (default -1), got 12',
  );
  assert.match(
    refusal({ ...at, compressionType: 'snappy', compressionLevel: 5 }),
    /option "compressionLevel": snappy has no levels: leave the level out, got 5$/,
  );
  assert.match(refusal({ ...at, compressionLevel: 5 }), /option "compressionLevel": expected none without .*, got 5$/);
  assert.match(
    refusal({ ...at, partitioner: 'random' }),
    /option "partitioner": expected a function, or one of murmur2, m/,
  );
  assert.match(
    refusal({ ...at, partitioner: () => 0, partitionerIgnoreKeys: true }),
    /option "partitionerIgnoreKeys": expected false where the partitioner is a function.*got true/,
  );
  assert.match(
    refusal({ ...at, valueSerializer: 'json' }),
    /option "valueSerializer": expected a function, got "json"/,
  );
  assert.match(refusal({}), /option "bootstrapServers": expected "host:port"/);
  assert.equal(parseProducerOptions({ ...at, batchSize: 2 ** 31 - 1 }).batchSize, 2 ** 31 - 1);
  assert.match(refusal({ ...at, batchSize: 2 ** 31 }), /"batchSize".*got 2147483648/);
  assert.match(refusal({ ...at, maxRequestSize: 2 ** 31 }), /"maxRequestSize".*got 2147483648/);
  assert.match(refusal({ ...at, maxRequestSize: 0 }), /"maxRequestSize".*got 0/);
  assert.match(refusal({ ...at, bufferMemory: 0 }), /"bufferMemory".*got 0/);
  assert.match(refusal({ ...at, deliveryTimeoutMs: 0 }), /"deliveryTimeoutMs".*got 0/);
  assert.match(refusal({ ...at, batchSize: -1, maxBlockMs: 0.5 }), /"batchSize"[^]*\n.*"maxBlockMs"/);
});

test('kafkajs’s names of options are answered with ours', () => {
  for (const [theirs, ours] of Object.entries({
    brokers: 'bootstrapServers',
    connectionTimeout: 'connectionSetupTimeoutMs',
    requestTimeout: 'requestTimeoutMs',
    logLevel: 'logger',
    retry: 'retryBackoffMs',
    maxInFlightRequests: 'maxInFlightRequestsPerConnection',
    allowAutoTopicCreation: 'allowAutoCreateTopics',
    createPartitioner: 'partitioner',
    idempotent: 'enableIdempotence',
    transactionTimeout: 'transactionTimeoutMs',
    compression: 'compressionType',
  })) {
    const wanted = `KafkaProducer: unknown option "${theirs}", did you mean "${ours}"?`;
    assert.equal(refusal({ ...at, [theirs]: 1 }), wanted);
  }
});

test('a compression without a codec says how to get one', () => {
  // Which codecs come with @k/codec is not this package's affair: only an unregistered one is refused.
  assert.equal(parseProducerOptions({ ...at, compressionType: 'gzip' }).compressionType, 'gzip');
  assert.equal(parseProducerOptions({ ...at, compressionType: 'zstd', compressionLevel: -7 }).compressionLevel, -7);
});

test('idempotence gives way unless it was asked for', () => {
  assert.equal(parseProducerOptions({ ...at, acks: 1 }).enableIdempotence, false);
  assert.equal(parseProducerOptions({ ...at, retries: 0 }).enableIdempotence, false);
  assert.equal(parseProducerOptions({ ...at, maxInFlightRequestsPerConnection: 6 }).enableIdempotence, false);
  assert.equal(parseProducerOptions({ ...at, enableIdempotence: false }).enableIdempotence, false);
  assert.match(
    refusal({ ...at, enableIdempotence: true, acks: 1 }),
    /option "acks": expected "all" because enableIdempotence is true, got 1/,
  );
  assert.match(refusal({ ...at, enableIdempotence: true, retries: 0 }), /option "retries": expected at least 1/);
  const five = { ...at, enableIdempotence: true, maxInFlightRequestsPerConnection: 5 };
  assert.equal(parseProducerOptions(five).enableIdempotence, true);
  assert.equal(parseProducerOptions({ ...five, enableIdempotence: undefined }).enableIdempotence, true);
  assert.match(
    refusal({ ...at, enableIdempotence: true, maxInFlightRequestsPerConnection: 6 }),
    /option "maxInFlightRequestsPerConnection": expected at most 5/,
  );
});

test('a delivery takes at least a linger and a request', () => {
  const least = { ...at, lingerMs: 5, requestTimeoutMs: 1_000, deliveryTimeoutMs: 1_005 };
  assert.equal(parseProducerOptions(least).deliveryTimeoutMs, 1_005);
  assert.match(
    refusal({ ...at, deliveryTimeoutMs: 20_000 }),
    /option "deliveryTimeoutMs": expected at least .* 30000, got 20000/,
  );
});

test('a shared cluster brings its own options', async () => {
  await using cluster = new Cluster({ bootstrapServers: 'localhost:9092', requestTimeoutMs: 1_234 });
  assert.equal(parseProducerOptions({ cluster }).requestTimeoutMs, 1_234);
  assert.equal(parseProducerOptions({ cluster, requestTimeoutMs: undefined }).requestTimeoutMs, 1_234);
  assert.equal(parseProducerOptions({ cluster, requestTimeoutMs: 5 }).requestTimeoutMs, 5);
  assert.equal(parseProducerOptions({ cluster }).allowAutoCreateTopics, true, 'has another default than in a cluster');
  assert.equal(parseProducerOptions({ cluster, allowAutoCreateTopics: false }).allowAutoCreateTopics, false);
  assert.match(
    refusal({ cluster, bootstrapServers: 'a:1' }),
    /option "bootstrapServers": expected it on the `cluster`/,
  );
  assert.match(refusal({ cluster, clientId: 'x' }), /option "clientId": expected it on the `cluster`/);
});
