// One measurement of one client, in a process of its own: told a Task as JSON, answers with a Measurement as JSON.
import { CLIENTS } from './clients/all.ts';
import { type Task, produces } from './scenario.ts';
import { consume } from './work/consume.ts';
import { produce } from './work/produce.ts';

const task = JSON.parse(process.argv[2] ?? '') as Task;
const client = await CLIENTS[task.client]?.();
if (client === undefined) throw new Error(`no client ${task.client}`);
const result = await (produces(task) ? produce(client, task) : consume(client, task));
process.stdout.write(`\n${JSON.stringify(result)}\n`);
// Some clients leave timers behind; all is measured and closed.
process.exit(0);
