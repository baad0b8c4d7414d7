import { StateError, type Api, type ErrorName, type MessageInit } from '@k/wire';
import type { ApiRange, ServedApi } from '../api/handler.ts';
import { isRegExp } from 'node:util/types';
import { checkCount } from '@k/runtime';
import type { ParsedControlOptions } from './control-arguments.ts';
import { namesTopic } from './names-topic.ts';

/** What {@link Broker.control}'s function is told about the request it sees. */
export interface ControlContext<Res> {
  readonly nodeId: number;
  readonly connectionId: number;
  readonly version: number;
  readonly correlationId: number;
  readonly clientId: string | null;
  /**
   * Lets the broker handle the request now, and returns its answer: to change it, to delay it, or to lose it after the
   * deed was done. Undefined where the request has no answer.
   */
  forward(): Promise<MessageInit<Res> | undefined>;
  /**
   * An answer that says this of all that the request asks for, to be returned: of each partition, topic, group or resource where
   * its answer has an error for each of them, else as a whole. Nothing is done for it, unless {@link forward} was called.
   * @param error `'NOT_LEADER_OR_FOLLOWER'`, or a code
   * @throws ConfigError for what is no error
   */
  readonly fail: (error: ErrorName | number) => MessageInit<Res>;
  /** Waits on the broker's clock. */
  delay(ms: number): Promise<void>;
  /** Puts bytes on the connection as they are, in front of any answer. */
  sendRaw(bytes: Uint8Array): void;
}

/**
 * What becomes of a request: an answer; `undefined` to let the broker handle it as usual; `'drop'` to never answer it
 * but go on with the next; `'hang'` to never answer anything on this connection again; `'close'` to close it.
 * (In an async function write `'close' as const`: TypeScript takes it for any string otherwise.)
 */
export type ControlOutcome<Res> = MessageInit<Res> | undefined | 'drop' | 'hang' | 'close';

export type ControlFunction<Req, Res> = (
  request: Req,
  context: ControlContext<Res>,
) => ControlOutcome<Res> | Promise<ControlOutcome<Res>>;

export interface ControlOptions {
  /** Removed after so many requests. Default: stays until {@link Control.remove}. */
  times?: number;
  /** Only requests to this node. */
  nodeId?: number;
  /** Only of clients with this id, or with one that this finds; null: of those without. */
  clientId?: string | RegExp | null;
  /** Only requests that name this topic, or its id. A fetch session that goes on (KIP-227) names what changes. */
  topic?: string;
  /** The versions that are announced of an API that the broker does not have. @default all */
  versions?: { min: number; max: number };
}

/** What a control asks of a request. @internal */
export interface ControlFilter {
  readonly nodeId: number | undefined;
  readonly clientId: string | RegExp | null | undefined;
  /** Whether it is about the topic that is meant. */
  readonly isAbout: ((request: unknown) => boolean) | undefined;
}

/** A control in place. */
export class Control {
  readonly apiKey: number;
  readonly fn: ControlFunction<unknown, unknown>;
  readonly #filter: ControlFilter;
  #left: number;
  #calls = 0;
  readonly #remove: (control: Control) => void;
  readonly #waiting: { calls: number; resolve: () => void }[] = [];

  constructor(
    apiKey: number,
    fn: ControlFunction<unknown, unknown>,
    times: number,
    filter: ControlFilter,
    remove: (control: Control) => void,
  ) {
    this.apiKey = apiKey;
    this.fn = fn;
    this.#filter = filter;
    this.#left = times;
    this.#remove = remove;
  }

  /** Requests it has seen. */
  get calls(): number {
    return this.#calls;
  }

  /** Resolves when it has seen `calls` requests in all. @throws ConfigError for what is no count */
  seen(calls: number): Promise<void> {
    checkCount('Control: seen()', 'calls', calls);
    if (this.#calls >= calls) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push({ calls, resolve });
    });
  }

  /** Later requests are handled as usual. */
  remove(): void {
    this.#remove(this);
  }

  /** Whether it takes a request of this client to this node; counts it when it does. @internal */
  take(nodeId: number, clientId: string | null, request: unknown): boolean {
    if (this.#left <= 0 || !this.#isMeant(nodeId, clientId, request)) return false;
    this.#left--;
    this.#calls++;
    for (const waiting of this.#waiting.splice(0)) {
      if (this.#calls >= waiting.calls) waiting.resolve();
      else this.#waiting.push(waiting);
    }
    if (this.#left <= 0) this.remove();
    return true;
  }

  #isMeant(nodeId: number, clientId: string | null, request: unknown): boolean {
    const { nodeId: node, clientId: client, isAbout } = this.#filter;
    if (node !== undefined && node !== nodeId) return false;
    if (
      client !== undefined &&
      !(isRegExp(client) ? clientId !== null && finds(client, clientId) : client === clientId)
    ) {
      return false;
    }
    return isAbout === undefined || isAbout(request);
  }
}

/** The controls of one broker, by API; the newest has the first word. */
export class Controls {
  readonly #byApi = new Map<number, Control[]>();
  readonly #served = new Map<number, ServedApi>();

  add(
    api: Api<unknown, unknown>,
    fn: ControlFunction<unknown, unknown>,
    options: ParsedControlOptions,
    topicIdOf: (name: string) => string | undefined,
  ): Control {
    const { times = Infinity, nodeId, clientId, topic } = options;
    const isAbout =
      topic === undefined
        ? undefined
        : (request: unknown) => namesTopic(request, { name: topic, topicId: topicIdOf(topic) });
    const control = new Control(api.key, fn, times, { nodeId, clientId, isAbout }, (gone) => {
      this.#remove(gone);
    });
    this.#byApi.set(api.key, [control, ...(this.#byApi.get(api.key) ?? [])]);
    const { min: minVersion, max: maxVersion } = this.#versionsOf(api, options);
    const handler = { api, minVersion, maxVersion, handle: () => noHandler(api.name) };
    this.#served.set(api.key, { handler, minVersion, maxVersion });
    return control;
  }

  /** Those that its newest control names, else as before. */
  #versionsOf(
    { key, minVersion, maxVersion }: Api<unknown, unknown>,
    { versions }: ParsedControlOptions,
  ): { min: number; max: number } {
    if (versions !== undefined) return versions;
    const served = this.#served.get(key);
    return served === undefined
      ? { min: minVersion, max: maxVersion }
      : { min: served.minVersion, max: served.maxVersion };
  }

  /** An API that has a control, in the versions that are announced of it: for nodes that do not serve it otherwise. */
  served(apiKey: number): ServedApi | undefined {
    return this.#served.get(apiKey);
  }

  /** What a node announces that has `ranges` by itself. Ascending by key. */
  announced(ranges: readonly ApiRange[]): readonly ApiRange[] {
    if (this.#served.size === 0) return ranges;
    const known = new Set(ranges.map(({ apiKey }) => apiKey));
    const lent = [...this.#served].filter(([apiKey]) => !known.has(apiKey));
    if (lent.length === 0) return ranges;
    return [
      ...ranges,
      ...lent.map(([apiKey, { minVersion, maxVersion }]) => ({ apiKey, minVersion, maxVersion })),
    ].sort((a, b) => a.apiKey - b.apiKey);
  }

  of(apiKey: number): readonly Control[] | undefined {
    return this.#byApi.get(apiKey);
  }

  #remove(gone: Control): void {
    const { apiKey } = gone;
    const left = (this.#byApi.get(apiKey) ?? []).filter((other) => other !== gone);
    if (left.length > 0) {
      this.#byApi.set(apiKey, left);
      return;
    }
    this.#byApi.delete(apiKey);
    this.#served.delete(apiKey);
  }
}

/** Also for one that goes on from where it found something before. */
function finds(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

function noHandler(name: string): never {
  throw new StateError(`this broker has no ${name} of its own: its control has to answer`);
}
