import { CreateTopics } from '@k/wire';
import { RawClient } from '../support/raw-client.ts';

/** What a broker answered to each probe, in a form that JSON can hold and that does not depend on the run. */
export type Answers = Record<string, unknown>;

/** Puts the same questions to any broker, ours or a real one. */
export class Probe {
  readonly address: string;
  readonly answers: Answers = {};
  /** The connection that probes use by default; a new one after each probe that broke it. */
  client: RawClient;
  readonly #prefix: string;

  private constructor(address: string, client: RawClient, prefix: string) {
    this.address = address;
    this.client = client;
    this.#prefix = prefix;
  }

  /** @param prefix keeps topics and groups of this run apart from those of others. */
  static async on(address: string, prefix: string): Promise<Probe> {
    return new Probe(address, await RawClient.tcp(address), prefix);
  }

  name(short: string): string {
    return `${this.#prefix}-${short}`;
  }

  short(name: string | null): string | null {
    return name?.replaceAll(`${this.#prefix}-`, '') ?? null;
  }

  /** Makes a topic with one partition and returns its id; waits until the broker leads it. */
  async topic(short: string): Promise<string> {
    const name = this.name(short);
    const response = await this.client.request(CreateTopics, 7, {
      timeoutMs: 10_000,
      topics: [{ name, numPartitions: 1, replicationFactor: 1 }],
    });
    return response.topics[0]?.topicId ?? '';
  }

  async ask(what: string, question: (client: RawClient) => Promise<unknown>): Promise<void> {
    let answer: unknown;
    try {
      answer = await question(this.client);
    } catch (error) {
      answer = `failed: ${error instanceof Error ? error.message : String(error)}`;
      this.client = await RawClient.tcp(this.address);
    }
    this.answers[what] = JSON.parse(JSON.stringify(answer ?? null, (_key, value: unknown) => typeof value === 'bigint' ? Number(value) : value)); // prettier-ignore
  }

  /** Asks until the answer is good: a fresh Kafka needs a moment for its internal topics. */
  async until<T>(question: () => Promise<T>, good: (answer: T) => boolean): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      const answer = await question();
      if (good(answer) || attempt === 100) return answer;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  close(): void {
    this.client.close();
  }
}
