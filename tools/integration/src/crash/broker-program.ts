// A broker with a dataDir in a process of its own, which is killed: see crash-target.ts.
import { createBroker } from '@k/broker';

const [dataDir, port] = process.argv.slice(2) as [string, string];
const broker = await createBroker({ dataDir, port: Number(port), keepProcessAlive: true });
process.send?.(broker.bootstrapServers[0]);
