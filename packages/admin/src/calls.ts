import { callsForMetadata, type Cluster, isRetriable, retryParts, type Target } from '@k/cluster';
import { type Deadline, waitOptions, type WaitOptions } from '@k/runtime';
import { asError, ErrorCode, errorFor, KafkaError, Metadata, parseOptions, ProtocolError, type Api } from '@k/wire';
import type { RequestBody, RequestOptions } from '@k/cluster';
import { PartialResultError, type SettledResult } from './partial-result-error.ts';
import { ResourceMap } from './resource-map.ts';

/** What came of some resources: a value, or why there is none. */
export type Answers<K, V> = Iterable<readonly [resource: K, outcome: V | Error]>;

/** A call that has an outcome for each of its resources: topics, groups, partitions … */
export interface ResourceCall<K, V> {
  /** For messages: `deleteTopics()`. */
  readonly name: string;
  readonly resources: Iterable<K>;
  /** Done once before each attempt, for those that are left: metadata of their topics, say. What it throws is their error. */
  prepare?(resources: readonly K[], deadline: Deadline): Promise<void>;
  /** Which broker knows. What it throws is the resource's error, and tried again when it is retriable. */
  targetOf(resource: K, deadline: Deadline): Target | Promise<Target>;
  /** Resources that one request may name. @default as many as there are */
  readonly maxPerRequest?: number;
  /**
   * Asks for resources of one target, by one request. What its answer leaves out counts as UNKNOWN_SERVER_ERROR. What it
   * throws is the error of all of them.
   */
  ask(resources: readonly K[], request: SendRequest, target: Target): Promise<Answers<K, V>>;
  /**
   * Whether an error that says of itself that it may pass is the answer all the same. @default that a topic is unknown
   */
  isFinal?(error: Error): boolean;
  /** Told of each resource that is asked about again, and why: where it was asked may be the wrong place. */
  onRetry?(resource: K, error: Error): void;
}

/** Sends a request to the target at hand, within the call's time. */
export type SendRequest = <Req, Res>(
  api: Api<Req, Res>,
  body: RequestBody<Req>,
  options?: Pick<RequestOptions, 'maxVersion'>,
) => Promise<Res>;

/** What all operations of an admin client stand on: time limits, and the loops that find brokers and try again. */
export class AdminCalls {
  readonly cluster: Cluster;
  readonly #defaultApiTimeoutMs: number;
  readonly #closed: AbortSignal;

  /** @param closed ends what still waits: the cluster may be shared, and go on */
  constructor(cluster: Cluster, defaultApiTimeoutMs: number, closed: AbortSignal) {
    this.cluster = cluster;
    this.#defaultApiTimeoutMs = defaultApiTimeoutMs;
    this.#closed = closed;
  }

  /** @throws ConfigError for options that are none */
  deadline(name: string, options: WaitOptions = {}): Deadline {
    const { timeoutMs = this.#defaultApiTimeoutMs } = options;
    const signal = options.signal === undefined ? this.#closed : AbortSignal.any([options.signal, this.#closed]);
    return this.cluster.deadline(`KafkaAdmin: ${name}`, { signal, timeoutMs });
  }

  /** For requests that say how long their broker may take, milliseconds: no longer than it is waited for. */
  brokerTimeoutMs(deadline: Deadline): number {
    return Math.min(Math.ceil(deadline.remainingMs()), this.cluster.settings.requestTimeoutMs, 0x7fff_ffff);
  }

  /** The options of a call that takes no others. @throws ConfigError that names every wrong one */
  waitOptions(name: string, options: unknown): WaitOptions {
    return parseOptions(`KafkaAdmin: ${name}`, waitOptions, options ?? {});
  }

  /**
   * One request, tried again while its failure may pass, wherever `target` is by then.
   * @param read makes of the answer what the call gives; it throws what the answer says is wrong (`errorFor`)
   */
  async one<Req, Res, T>(
    deadline: Deadline,
    target: Target | (() => Promise<Target>),
    api: Api<Req, Res>,
    body: RequestBody<Req>,
    read: (answer: Res) => T,
  ): Promise<T> {
    const attempt = async (): Promise<T> => {
      const where = typeof target === 'function' ? await target() : target;
      return read(await this.#sendTo(where, deadline)(api, body));
    };
    return this.cluster.retry(deadline.operation, attempt, { deadline });
  }

  /**
   * Asks about each of the resources, those of one broker together, until each has an outcome.
   * @throws PartialResultError when some have an error; the reason of the deadline's signal
   */
  async each<K, V>(deadline: Deadline, call: ResourceCall<K, V>): Promise<ResourceMap<K, V>> {
    const resources = [...new ResourceMap<K, true>(Array.from(call.resources, (key) => [key, true] as const)).keys()];
    const outcomes = new ResourceMap<K, V | Error>();
    let isStale = false;
    const attempt = async (open: readonly K[]): Promise<Map<K, Error>> => {
      const again = new Map<K, Error>();
      const settle = (resource: K, outcome: V | Error): void => {
        if (outcome instanceof Error && isRetriable(outcome) && !isFinal(call, outcome)) {
          again.set(resource, outcome);
          call.onRetry?.(resource, outcome);
        } else outcomes.set(resource, outcome);
      };
      await this.#askAll(deadline, call, open, settle);
      isStale = [...again.values()].some(tellsOfOldMetadata);
      return again;
    };
    const meanwhile = async (): Promise<void> => {
      if (isStale) await this.cluster.refresh(call.name);
    };
    const late = await retryParts(this.cluster, resources, attempt, { deadline, meanwhile });
    for (const [resource, error] of late) outcomes.set(resource, error);
    return resultsOf(call.name, resources, outcomes);
  }

  async #askAll<K, V>(
    deadline: Deadline,
    call: ResourceCall<K, V>,
    open: readonly K[],
    settle: (resource: K, outcome: V | Error) => void,
  ): Promise<void> {
    const targets = new ResourceMap<Target, K[]>();
    const find = async (resource: K): Promise<void> => {
      const target = await call.targetOf(resource, deadline);
      const there = targets.get(target);
      if (there === undefined) targets.set(target, [resource]);
      else there.push(resource);
    };
    const failed = (resources: readonly K[], cause: unknown): void => {
      deadline.signal?.throwIfAborted();
      for (const resource of resources) settle(resource, asError(cause));
    };
    try {
      await call.prepare?.(open, deadline);
    } catch (cause) {
      failed(open, cause);
      return;
    }
    for (const resource of open) await find(resource).catch((cause: unknown) => failed([resource], cause));
    const parts = [...targets].flatMap(([target, resources]) =>
      chunks(resources, call.maxPerRequest ?? Infinity).map((part) => ({ target, part })),
    );
    const asking = parts.map(async ({ target, part }) => {
      const left = new ResourceMap<K, K>(part.map((resource) => [resource, resource]));
      for (const [resource, outcome] of await call.ask(part, this.#sendTo(target, deadline), target)) {
        const asked = left.get(resource);
        if (asked === undefined) continue;
        left.delete(resource);
        settle(asked, outcome);
      }
      const message = 'the answer says nothing of it';
      failed([...left.keys()], errorFor(ErrorCode.UNKNOWN_SERVER_ERROR, { api: call.name, message }));
    });
    await Promise.all(asking.map((asked, i) => asked.catch((cause: unknown) => failed(parts[i]?.part ?? [], cause))));
  }

  #sendTo(target: Target, deadline: Deadline): SendRequest {
    return (api, body, options) => {
      const timeoutMs = Math.min(deadline.remainingMs(), this.cluster.settings.requestTimeoutMs);
      return this.cluster.request(target, api, body, { ...options, timeoutMs, signal: deadline.signal });
    };
  }
}

/** What is left of a call's time, for a part of it. */
export function whatIsLeft(deadline: Deadline): WaitOptions {
  return { timeoutMs: deadline.remainingMs(), signal: deadline.signal };
}

/** Whether an error calls for new metadata. What the metadata itself says was asked for just now. */
function tellsOfOldMetadata(error: Error): boolean {
  if (error instanceof ProtocolError && error.context.api === Metadata.name) return false;
  return KafkaError.is(error) && callsForMetadata(error);
}

function isFinal<K, V>(call: ResourceCall<K, V>, error: Error): boolean {
  return (call.isFinal ?? isUnknownTopic)(error);
}

/** The id of the broker that a target names; -1 for one that is still to be found. */
export function brokerOf(target: Target): number {
  return typeof target === 'object' && 'broker' in target ? target.broker : -1;
}

/** An admin client asks for what there is: a topic that is not there is told at once, as by Java's. */
export function isUnknownTopic(error: Error): error is ProtocolError {
  const codes: readonly number[] = [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.UNKNOWN_TOPIC_ID];
  return error instanceof ProtocolError && codes.includes(error.code);
}

/** @throws PartialResultError when one of the outcomes is an error */
export function resultsOf<K, V>(
  name: string,
  resources: Iterable<K>,
  outcomes: ResourceMap<K, V | Error>,
): ResourceMap<K, V> {
  const results = new ResourceMap<K, V>();
  let isPartial = false;
  const named = [...resources];
  for (const resource of named) {
    const outcome = outcomes.get(resource) as V | Error;
    if (outcome instanceof Error) isPartial = true;
    else if (!isPartial) results.set(resource, outcome);
  }
  if (!isPartial) return results;
  const settled = named.map((resource): readonly [K, SettledResult<V>] => {
    const outcome = outcomes.get(resource) as V | Error;
    if (outcome instanceof Error) return [resource, { status: 'rejected', reason: outcome }];
    return [resource, { status: 'fulfilled', value: outcome }];
  });
  throw new PartialResultError(`KafkaAdmin: ${name}`, new ResourceMap(settled));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}
