import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '@k/tool-kafka';
import type { Target, TargetNode } from '../target.ts';

const PROGRAM = fileURLToPath(new URL('broker-program.js', import.meta.url));

/** A broker with a `dataDir`, in a process that can be killed. */
export async function crashTarget(): Promise<Target> {
  const dir = mkdtempSync(path.join(tmpdir(), 'k-crash-'));
  // None that the system would give to somebody else while the broker is down.
  const [port = 0] = await freePorts('127.0.0.1', 1);
  const node = new KilledNode(dir, port);
  await node.start();
  return {
    name: '@k/broker with a dataDir',
    version: '4.4.0',
    bootstrapServers: [node.address],
    nodes: [node],
    truncateBefore: () => Promise.reject(new Error('nobody asks for that here')),
    async restart() {
      await node.stop();
      await node.start();
    },
    async close() {
      await node.kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

class KilledNode implements TargetNode {
  readonly id = 0;
  readonly #dir: string;
  readonly #port: number;
  #child: ChildProcess | undefined;
  #address = '';
  readonly #killOnExit = (): void => void this.#child?.kill('SIGKILL');

  constructor(dir: string, port: number) {
    this.#dir = dir;
    this.#port = port;
    process.once('exit', this.#killOnExit);
  }

  get address(): string {
    return this.#address;
  }

  /** Settles when it listens, always at the same port. */
  async start(): Promise<void> {
    const args = [path.join(this.#dir, 'data'), String(this.#port)];
    const child = fork(PROGRAM, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#child = child;
    let said = '';
    child.stderr?.on('data', (data: Buffer) => (said += data.toString()));
    const ended = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`the broker ended (${String(code ?? signal)}) while starting:\n${said}`);
    });
    const [address] = (await Promise.race([once(child, 'message'), ended])) as [string];
    ended.catch(() => undefined);
    this.#address = address;
  }

  /** There is no other end of it here. */
  stop(): Promise<void> {
    return this.kill();
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}
