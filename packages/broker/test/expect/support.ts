import assert from 'node:assert/strict';
import { RecordBatchWriter, type RecordHeaderInit } from '@k/codec';
import { ExpectationError } from '../../src/index.ts';
import { produceTo } from '../support/calls.ts';
import type { RawClient } from '../support/raw-client.ts';
import { RECENT } from '../support/records.ts';
import { Simulated } from '../support/simulated.ts';

export interface Sent {
  readonly key?: string;
  readonly value?: string | Buffer | null;
  readonly headers?: RecordHeaderInit[];
  readonly partition?: number;
}

/** A simulated broker with a client that sends records. */
export class Sending {
  readonly sim: Simulated;
  readonly client: RawClient;

  private constructor(sim: Simulated, client: RawClient) {
    this.sim = sim;
    this.client = client;
  }

  static async start(...topics: [name: string, partitions?: number][]): Promise<Sending> {
    const sim = await Simulated.start();
    for (const [name, partitions = 1] of topics) sim.broker.createTopic(name, { partitions });
    return new Sending(sim, await sim.client());
  }

  get broker(): Simulated['broker'] {
    return this.sim.broker;
  }

  /** One batch for each. */
  async send(topic: string, ...records: Sent[]): Promise<void> {
    for (const { key = null, value = null, headers = [], partition = 0 } of records) {
      const writer = new RecordBatchWriter({ maxBytes: 100_000, compression: 'gzip' });
      writer.tryAppend(RECENT, key, value, headers);
      const answer = await this.sim.run(produceTo(this.client, { name: topic }, partition, Buffer.from(writer.seal())));
      assert.equal(answer.errorCode, 0);
    }
  }

  stop(): Promise<void> {
    return this.sim.stop();
  }
}

/** What the promise is rejected with, after whatever time; lines of its message beside it. */
export async function failure(
  sim: Simulated,
  promise: Promise<unknown>,
): Promise<ExpectationError & { lines: string[] }> {
  try {
    await sim.run(promise);
  } catch (error) {
    assert.ok(error instanceof ExpectationError, String(error));
    return Object.assign(error, { lines: error.message.split('\n').map((line) => line.trim()) });
  }
  throw new Error('it was not rejected');
}

/** What comes of it in one go. */
export function toEnd<T>(search: Generator<undefined, T>): T {
  let step = search.next();
  while (step.done !== true) step = search.next();
  return step.value;
}
