import { SingleEntry } from '../storage/durable.ts';

/** A node that is up, and where it can be reached by listener. */
export interface LiveNode {
  readonly id: number;
  readonly addresses: ReadonlyMap<string, { readonly host: string; readonly port: number }>;
}

/** Where a node can be reached, as Metadata tells it to clients of one listener. */
export interface NodeEndpoint {
  readonly id: number;
  readonly rack: string | null;
  readonly host: string;
  readonly port: number;
}

/**
 * The nodes of a cluster. One that is down stays registered, fenced in Kafka's words, until it is unregistered; when it
 * starts again it registers by itself.
 */
export class Nodes {
  /** Every configured node id. */
  readonly ids: readonly number[];
  readonly #racks: readonly string[] | undefined;
  readonly #live = new Map<number, LiveNode>();
  /** Where those that were up once are, or were. */
  readonly #known = new Map<number, LiveNode>();
  readonly #unregistered = new Set<number>();
  readonly durable = new SingleEntry<{ unregistered: number[] }>(
    'nodes',
    () => ({ unregistered: [...this.#unregistered] }),
    ({ unregistered }) => {
      this.#unregistered.clear();
      // A node that is up has registered by itself.
      for (const id of unregistered) if (!this.isLive(id)) this.#unregistered.add(id);
    },
  );

  constructor(count: number, racks: readonly string[] | undefined) {
    this.ids = Array.from({ length: count }, (_, id) => id);
    this.#racks = racks;
  }

  /** Ascending. */
  get liveIds(): number[] {
    return this.ids.filter((id) => this.#live.has(id));
  }

  /** Those that may have replicas, up or not. */
  get registeredIds(): number[] {
    return this.ids.filter((id) => !this.#unregistered.has(id));
  }

  /** Where it can be reached while it is up, as listener://host:port. */
  addressesOf(id: number): string[] {
    const addresses = this.#live.get(id)?.addresses ?? [];
    return [...addresses].map(([listener, { host, port }]) => `${listener}://${host}:${String(port)}`);
  }

  isLive(id: number): boolean {
    return this.#live.has(id);
  }

  up(node: LiveNode): void {
    this.#live.set(node.id, node);
    this.#known.set(node.id, node);
    if (this.#unregistered.delete(node.id)) this.durable.changed();
  }

  down(id: number): void {
    this.#live.delete(id);
  }

  /** It is forgotten until it starts again. The caller takes it down first. */
  unregister(id: number): void {
    this.#known.delete(id);
    this.#unregistered.add(id);
    this.durable.changed();
  }

  /** Null for a node without one. */
  rackOf(id: number): string | null {
    return this.#racks?.[id] ?? null;
  }

  /** Where clients of a listener reach a node that is up. */
  endpoint(id: number, listener: string): NodeEndpoint | undefined {
    return this.#told(this.#live.get(id), listener);
  }

  /** Where it is or was last. */
  knownEndpoint(id: number, listener: string): NodeEndpoint | undefined {
    return this.#told(this.#known.get(id), listener);
  }

  /** Where clients of a listener reach the nodes that are up. */
  endpoints(listener: string): NodeEndpoint[] {
    return this.liveIds.flatMap((id) => this.endpoint(id, listener) ?? []);
  }

  /** Where those were that are down and expected back. */
  fencedEndpoints(listener: string): NodeEndpoint[] {
    const fenced = this.ids.filter((id) => !this.#live.has(id));
    return fenced.flatMap((id) => this.#told(this.#known.get(id), listener) ?? []);
  }

  #told(node: LiveNode | undefined, listener: string): NodeEndpoint | undefined {
    const address = node?.addresses.get(listener);
    return node === undefined || address === undefined
      ? undefined
      : { id: node.id, ...address, rack: this.rackOf(node.id) };
  }
}
