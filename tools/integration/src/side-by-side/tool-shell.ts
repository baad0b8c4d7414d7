import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { atLeast } from '@k/tool-kafka';
import { PATIENCE_MS } from '../lab.ts';
import type { Program } from '../foreign/driver.ts';

const TOOLS = 'org.apache.kafka.tools';

/** bin/kafka-*.sh by the classes that they run, in Kafka 4.4; and how each is told where the brokers are. */
const CLASSES: Readonly<Record<string, string>> = {
  'kafka-acls': `${TOOLS}.AclCommand`,
  'kafka-broker-api-versions': `${TOOLS}.BrokerApiVersionsCommand`,
  'kafka-client-metrics': `${TOOLS}.ClientMetricsCommand`,
  'kafka-cluster': `${TOOLS}.ClusterTool`,
  'kafka-configs': `${TOOLS}.ConfigCommand`,
  'kafka-consumer-groups': `${TOOLS}.consumer.group.ConsumerGroupCommand`,
  'kafka-delegation-tokens': `${TOOLS}.DelegationTokenCommand`,
  'kafka-delete-records': `${TOOLS}.DeleteRecordsCommand`,
  'kafka-features': `${TOOLS}.FeatureCommand`,
  'kafka-get-offsets': `${TOOLS}.GetOffsetShell`,
  'kafka-groups': `${TOOLS}.GroupsCommand`,
  'kafka-leader-election': `${TOOLS}.LeaderElectionCommand`,
  'kafka-log-dirs': `${TOOLS}.LogDirsCommand`,
  'kafka-metadata-quorum': `${TOOLS}.MetadataQuorumCommand`,
  'kafka-reassign-partitions': `${TOOLS}.reassign.ReassignPartitionsCommand`,
  'kafka-share-groups': `${TOOLS}.consumer.group.ShareGroupCommand`,
  'kafka-streams-groups': `${TOOLS}.streams.StreamsGroupCommand`,
  'kafka-topics': `${TOOLS}.TopicCommand`,
  'kafka-transactions': `${TOOLS}.TransactionsCommand`,
};

/** In Scala, before they moved. */
const CLASSES_OF_3_9: Readonly<Record<string, string>> = {
  'kafka-acls': 'kafka.admin.AclCommand',
  'kafka-broker-api-versions': 'kafka.admin.BrokerApiVersionsCommand',
  'kafka-configs': 'kafka.admin.ConfigCommand',
};

/** Their options for all commands stand before the command. */
const OPTIONS_FIRST: ReadonlySet<string> = new Set(['kafka-features', 'kafka-metadata-quorum', 'kafka-transactions']);

/** What a tool said, to stdout and stderr, and how it ended. */
export interface Said {
  readonly code: number;
  readonly said: string;
}

/** Kafka's tools, one after the other in one Java: to start it takes longer than what most of them do. */
export class ToolShell {
  readonly #version: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (said: Said | Error) => void>();
  #ids = 0;
  #turn: Promise<unknown> = Promise.resolve();
  /** Why there is nothing to ask any more. */
  #ended: Error | undefined;

  /** @param version whose tools they are */
  constructor({ command, args }: Program, version: string) {
    this.#version = version;
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = this.#child;
    if (stdin === null || stdout === null) throw new Error('the tools are started with pipes');
    stdin.on('error', () => undefined);
    createInterface({ input: stdout }).on('line', (line) => {
      const { id, ...said } = JSON.parse(line) as Said & { id: number };
      this.#settle(id, said);
    });
    const onEnd = (why: unknown): void => {
      this.#ended ??= new Error(`the Java of the tools ended: ${String(why)}`);
      for (const id of [...this.#waiting.keys()]) this.#settle(id, this.#ended);
    };
    this.#child.on('error', onEnd);
    this.#child.on('close', onEnd);
  }

  /**
   * Runs one, when those before have ended.
   * @param words the name of the tool and its arguments
   * @param where `--bootstrap-server` and what else tells how to get to the brokers
   */
  run([tool = '', ...args]: readonly string[], where: readonly string[]): Promise<Said> {
    const old = atLeast(this.#version, '4.0') ? undefined : CLASSES_OF_3_9[tool];
    const main = old ?? CLASSES[tool];
    if (main === undefined) throw new Error(`there is no tool "${tool}" of Kafka's`);
    const all = OPTIONS_FIRST.has(tool) ? [...where, ...args] : [...args, ...where];
    const said = this.#turn.then(() => this.#ask(main, all));
    this.#turn = said.catch(() => undefined);
    return said;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.stdin?.end();
    await closed;
  }

  #ask(main: string, args: readonly string[]): Promise<Said> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = (this.#ids += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        // It may hang for ever, and those behind it too.
        this.#child.kill('SIGKILL');
        this.#settle(id, new Error(`${main} ${args.join(' ')}: no answer for ${PATIENCE_MS / 1000} s`));
      }, PATIENCE_MS);
      this.#waiting.set(id, (said) => {
        clearTimeout(timer);
        if (said instanceof Error) reject(said);
        else resolve(said);
      });
      this.#child.stdin?.write(`${JSON.stringify({ id, main, args })}\n`);
    });
  }

  #settle(id: number, said: Said | Error): void {
    this.#waiting.get(id)?.(said);
    this.#waiting.delete(id);
  }
}
