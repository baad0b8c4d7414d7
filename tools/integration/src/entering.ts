import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Cluster, type ClusterOptions } from '@k/cluster';
import { KafkaConsumer } from '@k/consumer';
import { KafkaProducer } from '@k/producer';
import { AuthenticationError } from '@k/wire';
import { PATIENCE_MS } from './lab.ts';
import { PlainClient } from './plain-client.ts';
import { read } from './reading.ts';

let names = 0;

/** Comes in, makes a topic, writes and reads it. */
export async function comesIn(options: ClusterOptions): Promise<void> {
  await using client = new PlainClient(options);
  const topic = `secure-${Date.now().toString(36)}-${names++}`;
  await client.makeTopic(topic);
  const values = ['one', 'two', 'three'];
  await client.produce(topic, values);
  assert.deepEqual(
    (await client.read(topic, 0, values.length)).map(([, value]) => value),
    values,
  );
}

/** A producer, and a consumer in a group: they find the coordinator, join, read and commit as who comes in this way. */
export async function worksInAGroup(options: ClusterOptions): Promise<void> {
  await using client = new PlainClient(options);
  const topic = `grouped-${Date.now().toString(36)}`;
  await client.makeTopic(topic);
  await using producer = new KafkaProducer(options);
  const values = Array.from({ length: 100 }, (_, i) => String(i));
  await producer.sendMany(values.map((value) => ({ topic, value })));
  await using consumer = new KafkaConsumer({ ...options, groupId: topic, autoOffsetReset: 'earliest' });
  consumer.subscribe({ topics: [topic] });
  assert.deepEqual(
    (await read(consumer, values.length)).map(({ value }) => value),
    values,
  );
}

/** Tries once to come in, and fails. @returns the error, after a look for secrets in what it prints */
export async function turnedAway(options: ClusterOptions, secrets: readonly string[] = []): Promise<Error> {
  const cluster = new Cluster(options);
  try {
    await cluster.connect({ retry: false, timeoutMs: PATIENCE_MS });
  } catch (error) {
    assert.ok(error instanceof Error);
    const printed = `${inspect(error, { depth: 20 })} ${inspect(cluster, { depth: 20 })} ${error.message}`;
    for (const secret of secrets) assert.ok(!printed.includes(secret), 'a secret is printed');
    return error;
  } finally {
    await cluster.close();
  }
  assert.fail('the client came in');
}

/** The error of the kind that no repetition mends, in `error` itself or among what it was made of. */
export function authenticationErrorIn(error: unknown): AuthenticationError {
  for (const each of causesOf(error)) if (each instanceof AuthenticationError) return each;
  assert.fail(`no AuthenticationError in ${inspect(error)}`);
}

function causesOf(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [];
  const parts = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return [error, ...[error.cause, ...parts].flatMap(causesOf)];
}
