// The server in a process of its own: prints its port, ends with its standard input.
import { listen, portOf } from './server.ts';

const server = await listen();
console.log(String(portOf(server)));
process.stdin.resume().once('end', () => process.exit(0));
