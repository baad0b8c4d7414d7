import type { Deadline } from '@k/runtime';
import type { Connection, RequestOptions } from '@k/conn';
import { ErrorCode, errorFor, KafkaError, Metadata, UnsupportedVersionError, type Api } from '@k/wire';
import type { Cluster, ClusterRequestOptions } from './cluster.ts';
import type { ConnectionPool } from './connection-pool.ts';
import type { Coordinators } from './coordinators.ts';
import type { LeaderWatch } from './leader-watch.ts';
import type { MetadataAnswer } from './metadata-source.ts';
import { callsForMetadata } from './retry.ts';
import { defaultPurpose, describeTarget, type Target } from './target.ts';

/** How a request is sent once there is a connection for it. */
type Send<Res> = (connection: Connection, limits: RequestOptions) => Promise<Res>;

export interface RouterInit {
  readonly cluster: Cluster;
  readonly pool: ConnectionPool;
  readonly coordinators: Coordinators;
  readonly leaders: LeaderWatch;
  /** The version of Metadata in which brokers answer; undefined before the first answer. */
  readonly metadataIn: () => Pick<MetadataAnswer, 'version' | 'guessed'> | undefined;
  /** Asks a bootstrap server, for when no broker is known. */
  readonly throughBootstrap: <T>(use: (connection: Connection) => Promise<T>) => Promise<T>;
  /** Aborts when the cluster closes. */
  readonly stop: AbortSignal;
}

/** Takes requests to their target: target → broker → connection, and learns from what fails. */
export class Router {
  readonly #init: RouterInit;

  constructor(init: RouterInit) {
    this.#init = init;
  }

  send<Res>(target: Target, api: Api<unknown, unknown>, options: ClusterRequestOptions, send: Send<Res>): Promise<Res> {
    const { partitions, heldMs = 0, signal } = options;
    if (partitions === undefined || typeof target === 'string' || !('broker' in target)) {
      return this.#send(target, api, options, send);
    }
    const request = { what: `${api.name} request`, broker: target.broker, partitions, heldMs, signal };
    return this.#init.leaders.watch(request, (watched) =>
      this.#send(target, api, { ...options, signal: watched }, send),
    );
  }

  async #send<Res>(
    target: Target,
    api: Api<unknown, unknown>,
    options: ClusterRequestOptions,
    send: Send<Res>,
  ): Promise<Res> {
    const cluster = this.#init.cluster;
    const purpose = options.purpose ?? defaultPurpose(target);
    const deadline = (): Deadline => cluster.deadline(`${api.name} request to ${describeTarget(target)}`, options);
    if (options.retry === true) {
      const limit = deadline();
      // One attempt may not use up all the time: a broker that says nothing is left for another.
      const attemptMs = cluster.settings.requestTimeoutMs;
      const once = (): Promise<Res> => this.#sendOnce(target, api, purpose, limit, options, send, attemptMs);
      return cluster.retry(limit.operation, once, { deadline: limit });
    }
    // The usual case costs no more than the connection's own promise: route and connection are known.
    const brokerId = this.#knownBroker(target);
    const connection = brokerId === undefined ? undefined : this.#init.pool.ready(brokerId, purpose);
    if (brokerId === undefined || connection === undefined) {
      return this.#sendOnce(target, api, purpose, deadline(), options, send);
    }
    try {
      const { timeoutMs, signal, maxVersion } = options;
      const response = await send(connection, { timeoutMs, signal, maxVersion });
      this.#heed(response, target, brokerId);
      return response;
    } catch (error) {
      this.#learnFrom(error, target);
      throw error;
    }
  }

  async #sendOnce<Res>(
    target: Target,
    api: Api<unknown, unknown>,
    purpose: string,
    deadline: Deadline,
    { maxVersion }: ClusterRequestOptions,
    send: Send<Res>,
    attemptMs = Infinity,
  ): Promise<Res> {
    const limits = (): RequestOptions => {
      return { timeoutMs: Math.min(deadline.remainingMs(), attemptMs), signal: deadline.signal, maxVersion };
    };
    try {
      const brokerId = await this.#findBroker(target, api, deadline);
      if (brokerId === undefined) {
        const asking = this.#init.throughBootstrap((connection) => send(connection, limits()));
        return await deadline.race(asking, this.#init.stop);
      }
      const connection = await this.#init.pool.get(brokerId, purpose, deadline);
      const response = await send(connection, limits());
      this.#heed(response, target, brokerId);
      return response;
    } catch (error) {
      this.#learnFrom(error, target);
      throw error;
    }
  }

  /** What an answer tells about the routes. Its error codes are the caller's; but a coordinator that is none is left. */
  #heed(response: unknown, target: Target, brokerId: number): void {
    if (typeof target === 'string' || !('coordinator' in target)) return;
    this.#init.coordinators.heed(response, target.coordinator, target.key, brokerId);
  }

  /** What a failed request tells about the routes. */
  #learnFrom(error: unknown, target: Target): void {
    if (!KafkaError.is(error) || !callsForMetadata(error)) return;
    if (typeof target !== 'string' && 'coordinator' in target) {
      this.#init.coordinators.forget(target.coordinator, target.key);
    }
    // If this fails as well, the next request tells.
    this.#init.cluster.refresh(error.message).catch(() => undefined);
  }

  /** The target's broker as far as the caches tell. */
  #knownBroker(target: Target): number | undefined {
    const { brokers, controllerId } = this.#init.cluster.metadata;
    if (target === 'any') return this.#init.pool.byLoad(brokers.keys())[0];
    if (target === 'controller') return controllerId < 0 ? undefined : controllerId;
    if ('broker' in target) return target.broker;
    if ('leader' in target) return this.#init.cluster.leaderOf(target.leader.topic, target.leader.partition);
    return this.#init.coordinators.get(target.coordinator, target.key);
  }

  /**
   * Undefined for any broker while the cluster names none.
   * @throws ProtocolError (retriable) when even fresh metadata does not tell; UnsupportedVersionError when brokers are
   *   too old to tell
   */
  async #findBroker(target: Target, api: Api<unknown, unknown>, deadline: Deadline): Promise<number | undefined> {
    const cluster = this.#init.cluster;
    if (cluster.metadataVersion === 0) await cluster.connect({ deadline });
    if (typeof target !== 'string') {
      if ('coordinator' in target) return cluster.coordinator(target.coordinator, target.key, { deadline });
      if ('leader' in target && cluster.leaderOf(target.leader.topic, target.leader.partition) === undefined) {
        await cluster.loadTopics([target.leader.topic], { deadline, allowAutoTopicCreation: false });
      }
    }
    const known = this.#knownBroker(target);
    if (known !== undefined || target === 'any') return known;
    if (typeof target !== 'string' && 'leader' in target) {
      const known = cluster.partition(target.leader) !== undefined;
      const code = known ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
      throw errorFor(code, { api: api.name, ...target.leader });
    }
    const answeredIn = this.#init.metadataIn();
    if (answeredIn?.version === 0) throw controllerUntold(api, answeredIn.guessed);
    throw errorFor(ErrorCode.NOT_CONTROLLER, { api: api.name });
  }
}

/** Until Metadata version 1 (0.10) the controller is written down in ZooKeeper and told to nobody else. */
function controllerUntold(api: Api<unknown, unknown>, guessed: boolean): UnsupportedVersionError {
  return new UnsupportedVersionError({
    api: Metadata.name,
    version: 0,
    minVersion: 1,
    maxVersion: Metadata.maxVersion,
    guessed,
    message: `${api.name} request to the controller: brokers before 0.10 do not tell who the controller is (their Metadata ends at version 0): send it to { broker: id }; ZooKeeper has the id at /controller`,
  });
}
