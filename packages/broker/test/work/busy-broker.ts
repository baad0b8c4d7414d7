import { createBroker } from '../../src/index.ts';
import { batchOf } from '../support/records.ts';
import { produceTo } from '../support/calls.ts';
import { RawClient } from '../support/raw-client.ts';

// A program of its own for turns.test.ts: a broker with a topic whose lookups by time take long, that closes at SIGTERM.
const broker = await createBroker({ keepProcessAlive: true });
broker.createTopic('slow');
const address = broker.bootstrapServers[0] as string;
const client = await RawClient.tcp(address);
const values = Array.from({ length: 50_000 }, () => '');
await produceTo(client, { name: 'slow' }, 0, batchOf(values, {}, { timestamp: 0 }));
client.close();
let handled = 0;
broker.observe((event) => {
  if (event.type === 'request') handled++;
});
process.once('SIGTERM', () => {
  const handledBefore = handled;
  void broker.close().then(() => {
    process.stdout.write(`${String(handledBefore)}\n`);
  });
});
process.stdout.write(`${address}\n`);
