import { Proxy } from './proxy.ts';

const [port = '9093', bootstrap = 'localhost:9092'] = process.argv.slice(2);
const [, host = '', bootstrapPort] = /^(.*):(\d+)$/.exec(bootstrap) ?? [];
const proxy = new Proxy();
const at = await proxy.open({ host, port: Number(bootstrapPort) }, Number(port));
console.log(`clients go to ${at.host}:${String(at.port)}; Ctrl-C ends it`);
process.once('SIGINT', () => void proxy.close());
process.once('SIGTERM', () => void proxy.close());
