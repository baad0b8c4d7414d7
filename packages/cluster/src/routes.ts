import type { Deadline } from '@k/runtime';
import { ErrorCode, errorFor, KafkaError, Metadata, UnsupportedVersionError, type Api } from '@k/wire';
import type { CoordinatorKind, Coordinators } from './coordinators.ts';
import type { MetadataSnapshot, PartitionMetadata, TopicPartition } from './metadata.ts';
import type { MetadataAnswer } from './metadata-source.ts';
import { callsForMetadata } from './retry.ts';
import type { Target } from './target.ts';

export interface RoutesInit {
  readonly metadata: () => MetadataSnapshot;
  /** The version of Metadata in which brokers answer; undefined before the first answer. */
  readonly answeredIn: () => Pick<MetadataAnswer, 'version' | 'guessed'> | undefined;
  readonly coordinators: Coordinators;
  /** Broker ids, the best to ask first. */
  readonly byLoad: (brokerIds: Iterable<number>) => readonly number[];
  /** Finds the cluster, if that has not happened yet. */
  readonly connect: (deadline: Deadline) => Promise<void>;
  /** Brings a topic that exists into the metadata. */
  readonly loadTopic: (topic: string, deadline: Deadline) => Promise<unknown>;
  /** Asks for new metadata. */
  readonly refresh: (reason: string) => Promise<void>;
  /** Repeats what fails retriably. */
  readonly retry: <T>(deadline: Deadline, attempt: () => Promise<T>) => Promise<T>;
  /** Aborts when the cluster closes. */
  readonly stop: AbortSignal;
}

/** Which broker a request goes to: target → broker id, as known, found, and learnt from answers and failures. */
export class Routes {
  readonly #init: RoutesInit;

  constructor(init: RoutesInit) {
    this.#init = init;
  }

  /** The target's broker as far as the caches tell. */
  known(target: Target): number | undefined {
    const { metadata, coordinators, byLoad } = this.#init;
    if (target === 'any') return byLoad(metadata().brokers.keys())[0];
    if (target === 'controller') {
      const { controllerId } = metadata();
      return controllerId < 0 ? undefined : controllerId;
    }
    if ('broker' in target) return target.broker;
    if ('leader' in target) return this.leaderOf(target.leader.topic, target.leader.partition);
    return coordinators.get(target.coordinator, target.key);
  }

  partition({ topic, partition }: TopicPartition): PartitionMetadata | undefined {
    return this.#init.metadata().topics.get(topic)?.partitions[partition];
  }

  leaderOf(topic: string, partition: number): number | undefined {
    const leaderId = this.#init.metadata().topics.get(topic)?.partitions[partition]?.leaderId ?? -1;
    return leaderId < 0 ? undefined : leaderId;
  }

  /** Broker id of a coordinator; looked up with retries, then remembered until it is forgotten. */
  async coordinator(kind: CoordinatorKind, key: string, deadline: () => Deadline): Promise<number> {
    const { coordinators, retry, stop } = this.#init;
    const known = coordinators.get(kind, key);
    if (known !== undefined) return known;
    const limit = deadline();
    return retry(limit, () => limit.race(coordinators.find(kind, key), stop));
  }

  /**
   * Looks for what is not known. Undefined for any broker while the cluster names none.
   * @throws ProtocolError (retriable) when even fresh metadata does not tell; UnsupportedVersionError when brokers are
   *   too old to tell
   */
  async find(target: Target, api: Api<unknown, unknown>, deadline: Deadline): Promise<number | undefined> {
    const { metadata, answeredIn, connect, loadTopic } = this.#init;
    if (metadata().version === 0) await connect(deadline);
    if (typeof target !== 'string') {
      if ('coordinator' in target) return this.coordinator(target.coordinator, target.key, () => deadline);
      if ('leader' in target && this.known(target) === undefined) await loadTopic(target.leader.topic, deadline);
    }
    const known = this.known(target);
    if (known !== undefined || target === 'any') return known;
    if (typeof target !== 'string' && 'leader' in target) {
      const isThere = this.partition(target.leader) !== undefined;
      const code = isThere ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
      throw errorFor(code, { api: api.name, ...target.leader });
    }
    const answered = answeredIn();
    if (answered?.version === 0) throw controllerUntold(api, answered.guessed);
    throw errorFor(ErrorCode.NOT_CONTROLLER, { api: api.name });
  }

  /** An answer's error codes are the caller's; but a coordinator that says that it is none is forgotten. */
  learnFromResponse(response: unknown, target: Target, brokerId: number): void {
    if (typeof target === 'string' || !('coordinator' in target)) return;
    this.#init.coordinators.learnFromResponse(response, target.coordinator, target.key, brokerId);
  }

  /** A request that failed may have shown that the route was wrong. */
  learnFromError(error: unknown, target: Target): void {
    if (!KafkaError.is(error) || !callsForMetadata(error)) return;
    if (typeof target !== 'string' && 'coordinator' in target) {
      this.#init.coordinators.forget(target.coordinator, target.key);
    }
    // If this fails as well, the next request tells.
    this.#init.refresh(error.message).catch(() => undefined);
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
