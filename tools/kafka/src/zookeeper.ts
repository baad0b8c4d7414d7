import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { JavaProcess, type JavaSetting } from './java-process.ts';
import { isOpen, say } from './probe.ts';

const READY_TIMEOUT_MS = 60_000;

/** The one ZooKeeper of a run, from the jars that its Kafka brings. */
export class ZooKeeper {
  /** `host:port` */
  readonly address: string;
  readonly process: JavaProcess;
  readonly #host: string;
  readonly #port: number;
  readonly #dir: string;

  constructor(host: string, port: number, setting: JavaSetting) {
    this.address = `${host}:${port}`;
    this.#host = host;
    this.#port = port;
    this.#dir = setting.dir;
    const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
    this.process = new JavaProcess('zookeeper', setting, ['-Xmx256m', '-XX:TieredStopAtLevel=1', main, this.#config]);
  }

  get #config(): string {
    return path.join(this.#dir, 'zookeeper.properties');
  }

  async start(): Promise<void> {
    const data = path.join(this.#dir, 'zookeeper');
    await mkdir(data, { recursive: true });
    const settings = {
      dataDir: data,
      clientPort: this.#port,
      clientPortAddress: this.#host,
      maxClientCnxns: 0,
      tickTime: 2000,
      // A web server on port 8080, which nobody asked for.
      'admin.enableServer': false,
      '4lw.commands.whitelist': 'dump',
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${String(value)}\n`);
    await writeFile(this.#config, lines.join(''));
    this.process.start();
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while (!(await isOpen(this.#host, this.#port))) {
      if (!this.process.running) throw await this.process.failure('ended while starting');
      if (Date.now() > deadline) throw await this.process.failure(`did not listen within ${READY_TIMEOUT_MS / 1000} s`);
      await sleep(100);
    }
  }

  /**
   * Waits until no session has registered this broker. After a crash its session lives on for a while, and a broker
   * that finds its own id taken ends at once. Asked while it starts, ZooKeeper may accept a connection and never answer.
   */
  async forgets(brokerId: number, answerTimeoutMs = 5_000): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    const registered = new RegExp(`/brokers/ids/${brokerId}$`, 'm');
    for (;;) {
      let told: string;
      try {
        told = await say(this.#host, this.#port, 'dump', answerTimeoutMs);
        if (!registered.test(told)) return;
      } catch (error) {
        told = String(error);
      }
      if (Date.now() > deadline) throw new Error(`ZooKeeper still takes broker ${brokerId} for running: ${told}`);
      await sleep(100);
    }
  }
}
