import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { apiByKey, ApiVersions, encodeRequestFrame, Metadata, Produce } from '@k/wire';
import { createBroker, type Broker } from '../src/index.ts';
import { batchOf } from './support/records.ts';
import { fetchBody } from './support/calls.ts';
import { RawClient } from './support/raw-client.ts';

const SERVED = [0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 36, 37, 42, 47];

/** Whatever one client sends, the broker lives, its other clients are served, and nothing wrong gets into a log. */
describe('hostile clients', () => {
  let broker: Broker;
  let bystander: RawClient;
  const internalErrors: string[] = [];
  before(async () => {
    broker = await createBroker();
    broker.createTopic('t');
    broker.observe((event) => {
      if (event.type === 'disconnect' && event.reason.startsWith('internal error')) internalErrors.push(event.reason);
    });
    bystander = await RawClient.tcp(broker.bootstrapServers[0] as string);
  });
  after(async () => {
    bystander.close();
    await broker.close();
  });

  /** Sends the frame and waits until it was answered or the connection was closed. */
  async function survive(frame: Buffer): Promise<void> {
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const answered = client.sendBytes(frame, 1).catch(() => undefined);
    // A second request behind it comes back when the first was answered, with or without an answer of its own.
    const behind = client.sendBytes(
      Buffer.concat(encodeRequestFrame(ApiVersions, 0, { correlationId: 2, clientId: null }, {})),
      2,
    );
    await Promise.race([behind.catch(() => undefined), client.closed]);
    client.close();
    await answered;
    assert.equal((await bystander.request(ApiVersions, 0, {})).errorCode, 0);
  }

  it('send random bytes for a body, for each API and version', { timeout: 60_000 }, async () => {
    const request = fc.tuple(
      fc.constantFrom(...SERVED),
      fc.integer({ min: 0, max: 18 }),
      fc.uint8Array({ maxLength: 80 }),
    );
    await fc.assert(
      fc.asyncProperty(request, async ([key, version, body]) => {
        const head = Buffer.alloc(14);
        head.writeInt32BE(10 + body.length, 0);
        head.writeInt16BE(key, 4);
        head.writeInt16BE(version, 6);
        head.writeInt32BE(1, 8);
        head.writeInt16BE(-1, 12);
        await survive(Buffer.concat([head, body]));
      }),
      { numRuns: 300, seed: 1 },
    );
    assert.deepEqual(internalErrors, []);
  });

  it('change a byte of a good request, or cut it', { timeout: 60_000 }, async () => {
    const header = { correlationId: 1, clientId: 'x' };
    const good = [
      encodeRequestFrame(Metadata, 12, header, { topics: [{ name: 't' }], allowAutoTopicCreation: false }),
      encodeRequestFrame(Produce, 9, header, {
        acks: 1,
        topicData: [{ name: 't', partitionData: [{ index: 0, records: batchOf(['a', 'b', 'c']) }] }],
      }),
      encodeRequestFrame(apiByKey(1) ?? Metadata, 12, header, fetchBody('t', 0, 0)),
    ].map((chunks) => Buffer.concat(chunks));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...good),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (frame, at, flip) => {
          // Behind size, key, version and correlation id: those have tests of their own.
          const position = 12 + (at % (frame.length - 12));
          const changed = Buffer.from(frame);
          changed[position] = (changed[position] as number) ^ flip;
          await survive(changed);
          const cut = Buffer.from(frame.subarray(0, position));
          cut.writeInt32BE(cut.length - 4, 0);
          await survive(cut);
        },
      ),
      { numRuns: 150, seed: 2 },
    );
    assert.deepEqual(internalErrors, []);
    for (const batch of broker.log('t', 0).batches()) assert.equal(batch.lastOffset - batch.baseOffset, 2);
  });
});
