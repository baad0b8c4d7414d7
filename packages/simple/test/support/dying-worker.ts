// A worker that dies when it is asked for the second time, as if something in it had ended the thread.
import { parentPort } from 'node:worker_threads';
import '../../src/node-consumer-worker.ts';

let asked = 0;
parentPort?.on('message', ({ type }: { readonly type: string }) => {
  if (type === 'read' && ++asked === 2) process.exit(7);
});
