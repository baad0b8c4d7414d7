import { Deadline, type Runtime } from '@k/runtime';
import type { BrokerAddress, Connection } from '@k/conn';
import {
  ErrorCode,
  errorFor,
  KafkaError,
  Metadata,
  type MessageInit,
  type MetadataRequest,
  type MetadataResponse,
} from '@k/wire';
import { isRebootstrap, isWrongPassword, shuffled, unreachable } from './bootstrap.ts';
import type { ConnectionPool } from './connection-pool.ts';
import type { BrokerNode } from './metadata.ts';

/** What was answered, by whom, and in which version: an old one cannot tell everything. */
export interface MetadataAnswer {
  readonly response: MetadataResponse;
  readonly version: number;
  /** Whether that version is all the broker takes is a guess. */
  readonly guessed: boolean;
  readonly broker: BrokerAddress;
}

/** A broker that did not answer, and why. */
interface Failure {
  readonly address: BrokerAddress;
  readonly error: unknown;
}

export interface MetadataSourceOptions {
  readonly bootstrap: readonly BrokerAddress[];
  readonly pool: ConnectionPool;
  readonly runtime: Runtime;
  readonly brokers: () => ReadonlyMap<number, BrokerNode>;
  /** Time for one broker to answer, before the next one is asked. */
  readonly attemptTimeoutMs: number;
}

/**
 * Gets metadata from whoever answers: the known brokers, the least busy first, and when none of them can be reached the
 * bootstrap servers again, their names resolved anew (KIP-899). So a cluster whose brokers were all replaced is found.
 */
export class MetadataSource {
  readonly #options: MetadataSourceOptions;
  #trouble: KafkaError | undefined;

  constructor(options: MetadataSourceOptions) {
    this.#options = options;
  }

  /** Why the broker that was asked last did not answer; the others may still be asked. Undefined once one did. */
  get trouble(): KafkaError | undefined {
    return this.#trouble;
  }

  /** @throws ConnectionError with a line per broker tried; at once what another broker would not answer otherwise. */
  async ask(topics: readonly string[], create: boolean): Promise<MetadataAnswer> {
    const { pool, runtime, attemptTimeoutMs } = this.#options;
    const failures: Failure[] = [];
    const brokers = this.#options.brokers();
    for (const brokerId of pool.byLoad(brokers.keys())) {
      const address = brokers.get(brokerId) as BrokerNode;
      const deadline = new Deadline(runtime.clock, `connect to broker ${brokerId}`, { timeoutMs: attemptTimeoutMs });
      try {
        return await this.#request(await pool.get(brokerId, pool.main, deadline), topics, create);
      } catch (error) {
        const failure = this.#noted(failures, address, error);
        if (isWrongPassword(failure)) throw unreachable('Cluster', failures);
        if (isRebootstrap(failure)) break;
      }
    }
    for await (const connection of this.#dialBootstrap(failures)) {
      try {
        return await this.#askAndKeep(connection, topics, create);
      } catch (error) {
        this.#noted(failures, connection.broker, error);
      }
    }
    throw unreachable('Cluster', failures);
  }

  /**
   * Has `use` ask a bootstrap server what any broker can answer: for when the cluster names none. Brokers of 0.8 do so
   * until their first topic is made, which takes a request.
   */
  async throughBootstrap<T>(use: (connection: Connection) => Promise<T>): Promise<T> {
    const failures: Failure[] = [];
    for await (const connection of this.#dialBootstrap(failures)) {
      try {
        return await use(connection);
      } finally {
        await connection.close();
      }
    }
    throw unreachable('Cluster', failures);
  }

  /** Connections to the bootstrap servers, in random order, made as they are asked for; `failures` gets the rest. */
  async *#dialBootstrap(failures: Failure[]): AsyncGenerator<Connection, void> {
    const { pool, bootstrap, runtime } = this.#options;
    for (const address of shuffled(bootstrap, runtime.random)) {
      let connection: Connection;
      try {
        connection = await pool.dial(address);
      } catch (error) {
        if (isWrongPassword(this.#noted(failures, address, error))) return;
        continue;
      }
      yield connection;
    }
  }

  /** A bootstrap connection whose address is that of a broker goes on as that broker's; any other is closed. */
  async #askAndKeep(connection: Connection, topics: readonly string[], create: boolean): Promise<MetadataAnswer> {
    let answer: MetadataAnswer;
    try {
      answer = await this.#request(connection, topics, create);
    } catch (error) {
      await connection.close();
      throw error;
    }
    const { pool } = this.#options;
    const { host, port } = connection.broker;
    const node = answer.response.brokers.find((each) => each.host === host && each.port === port);
    if (node === undefined) await connection.close();
    else pool.adopt(node.nodeId, pool.main, connection);
    return answer;
  }

  async #request(connection: Connection, topics: readonly string[], create: boolean): Promise<MetadataAnswer> {
    const body = (version: number): MessageInit<MetadataRequest> => ({
      topics: topics.map((name) => ({ name })),
      // Brokers before version 4 decide alone; saying false to them cannot be encoded.
      ...(version >= 4 ? { allowAutoTopicCreation: create } : {}),
    });
    const response = await connection.request(Metadata, body, { timeoutMs: this.#options.attemptTimeoutMs });
    if (response.errorCode !== ErrorCode.NONE) throw errorFor(response.errorCode, { api: Metadata.name });
    this.#trouble = undefined;
    const { guessed, broker } = connection;
    return { response, version: connection.versionFor(Metadata), guessed, broker };
  }

  /** Adds to `failures` why a broker did not answer. @throws what no other broker would answer otherwise */
  #noted(failures: Failure[], address: BrokerAddress, error: unknown): KafkaError {
    if (!KafkaError.is(error) || error.name === 'StateError') throw error;
    failures.push({ address, error });
    this.#trouble = error;
    return error;
  }
}
