// A process that imports one client, and decodes a message when it is ours; prints the CPU and wall milliseconds it took.
// Arguments: the address of the module, then what to do with it.
import { performance } from 'node:perf_hooks';
import type { Api, MetadataResponse } from '@k/wire';

const [address = '', decode = ''] = process.argv.slice(2);
const cpu = process.cpuUsage();
const wall = performance.now();
const loaded = (await import(address)) as { Metadata: Api<unknown, MetadataResponse> };
if (decode !== '') {
  const response = loaded.Metadata.response.decode(12, Buffer.from(decode, 'base64'));
  if (response.topics.length === 0) throw new Error('not the message that was meant');
}
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ cpuMs: (user + system) / 1000, wallMs: performance.now() - wall }));
