import type net from 'node:net';
import { listen } from './probe.ts';

/**
 * Where ports are looked for. The system gives whoever asks for any port one of those above, on Linux from 32768 on: a port of
 * those may be somebody's by the time that a broker has started, or while it is down and is to have it again.
 */
const FIRST = 16_000;
const COUNT = 16_000;

/** Processes that run side by side look for them far from each other. 7,919 has no divisor in common with the count. */
let next = (process.pid * 7_919) % COUNT;

/** @returns ports that were free a moment ago, and that no other call of this process got */
export async function freePorts(host: string, count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let tried = 0; ports.length < count; tried++) {
    if (tried === COUNT) throw new Error(`no ${count} ports from ${FIRST} to ${FIRST + COUNT - 1} are free`);
    const port = FIRST + next;
    next = (next + 1) % COUNT;
    const server = await listen(host, port).catch(() => undefined);
    if (server === undefined) continue;
    await closed(server);
    ports.push(port);
  }
  return ports;
}

async function closed(server: net.Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}
