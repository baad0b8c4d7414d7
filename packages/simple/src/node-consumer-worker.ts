// The program of a MultiProcessConsumer's threads: a SimpleConsumer that reads when it is asked to.
import { parentPort, workerData } from 'node:worker_threads';
import { asError } from '@k/wire';
import { SimpleClient } from './simple-client.ts';
import { SimpleConsumer } from './simple-consumer.ts';
import { type FromWorker, packMessages, type ToWorker, type WorkerTask } from './worker-messages.ts';

const port = parentPort;
if (port === null) throw new Error('node-consumer-worker.js is run by MultiProcessConsumer, in a thread');
const task = workerData as WorkerTask;
const client = new SimpleClient(task.client);
// Whose offsets, and their commits, is the affair of who has made this thread.
const consumer = new SimpleConsumer(client, null, task.topic, { ...task.options, autoCommit: false });
let epoch = 0;
let offsets = task.offsets;

function tell(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

async function read(count: number, waitMs: number): Promise<void> {
  const asked = epoch;
  try {
    await goWhereTold();
    const bytes = packMessages(await consumer.fetched(count, waitMs));
    tell({ type: 'messages', epoch: asked, bytes }, [bytes]);
  } catch (error) {
    const { name, message, stack } = asError(error);
    tell({ type: 'failed', epoch: asked, error: { name, message, stack } });
  }
}

async function goWhereTold(): Promise<void> {
  while (offsets.length > 0) {
    const told = offsets;
    offsets = [];
    try {
      await consumer.start();
      for (const [partition, offset] of told) await consumer.seek(offset, null, partition);
    } catch (error) {
      offsets = told;
      throw error;
    }
  }
}

async function stop(): Promise<void> {
  await consumer.stop();
  await client.close();
  port?.close();
}

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'read':
      void read(message.count, message.waitMs);
      break;
    case 'move':
      epoch = message.epoch;
      offsets = message.offsets;
      break;
    case 'stop':
      void stop();
      break;
  }
});
tell({ type: 'ready' });
