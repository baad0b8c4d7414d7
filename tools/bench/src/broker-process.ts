// @k/broker in a process of its own, for machines without Java: prints its address and runs until stdin ends.
import { once } from 'node:events';
import { createBroker } from '@k/broker';

const broker = await createBroker({ port: 0 });
console.log(broker.bootstrapServers[0]);
process.stdin.resume();
await once(process.stdin, 'end');
await broker.close();
