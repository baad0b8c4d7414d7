import { StateError, type Api, type MessageInit } from '@k/wire';
import type { ApiRange, ServedApi } from './api/handler.ts';
import { checkCount } from '@k/runtime';

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
}

/** A control in place. */
export class Control {
  readonly apiKey: number;
  readonly fn: ControlFunction<unknown, unknown>;
  readonly #nodeId: number | undefined;
  #left: number;
  #calls = 0;
  readonly #remove: (control: Control) => void;
  readonly #waiting: { calls: number; resolve: () => void }[] = [];

  constructor(
    apiKey: number,
    fn: ControlFunction<unknown, unknown>,
    options: ControlOptions,
    remove: (control: Control) => void,
  ) {
    this.apiKey = apiKey;
    this.fn = fn;
    this.#nodeId = options.nodeId;
    this.#left = options.times ?? Infinity;
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

  /** Whether it takes a request to this node; counts it when it does. @internal */
  take(nodeId: number): boolean {
    if (this.#left <= 0 || (this.#nodeId !== undefined && this.#nodeId !== nodeId)) return false;
    this.#left--;
    this.#calls++;
    for (const waiting of this.#waiting.splice(0)) {
      if (this.#calls >= waiting.calls) waiting.resolve();
      else this.#waiting.push(waiting);
    }
    if (this.#left <= 0) this.remove();
    return true;
  }
}

/** The controls of one broker, by API; the newest has the first word. */
export class Controls {
  readonly #byApi = new Map<number, Control[]>();
  readonly #served = new Map<number, ServedApi>();

  add<Req, Res>(api: Api<Req, Res>, fn: ControlFunction<Req, Res>, options: ControlOptions): Control {
    const control = new Control(api.key, fn as ControlFunction<unknown, unknown>, options, (gone) => {
      this.#remove(gone);
    });
    this.#byApi.set(api.key, [control, ...(this.#byApi.get(api.key) ?? [])]);
    const { minVersion, maxVersion } = api;
    this.#served.set(api.key, { handler: { api, minVersion, maxVersion, handle: () => noHandler(api.name) }, minVersion, maxVersion }); // prettier-ignore
    return control;
  }

  /** An API that has a control, in all its versions: for nodes that do not serve it otherwise. */
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

function noHandler(name: string): never {
  throw new StateError(`this broker has no ${name} of its own: its control has to answer`);
}
