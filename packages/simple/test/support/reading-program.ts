// A program with a MultiProcessConsumer that it never stops: it goes on, or ends, as its argument says.
import { MultiProcessConsumer, SimpleClient } from '../../src/index.ts';

const [, , address = '', how = ''] = process.argv;
const client = new SimpleClient({ bootstrapServers: address });
const consumer = new MultiProcessConsumer(client, null, 't', { numProcs: 2 });
const messages = await consumer.getMessages({ count: 4 });
process.stdout.write(`read ${messages.length}\n`);
if (how === 'goes on') await consumer.getMessages({ count: 1, timeout: null });
else await client.close();
