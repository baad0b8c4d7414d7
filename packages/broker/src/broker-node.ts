import { ClientConnection, type BrokerServices } from './connection.ts';
import type { Listener, ServerNetwork, Socket } from './net/transport.ts';

/**
 * down: no listener, no connection. up: accepts clients.
 */
type NodeStatus = 'down' | 'up';

/** One broker of the cluster: a port, and the connections that came in through it. All its data is the cluster's. */
export class BrokerNode {
  readonly id: number;
  #status: NodeStatus = 'down';
  /** Chosen at the first start and kept, so that clients find the node again. */
  #port: number;
  #listener: Listener | undefined;
  readonly #connections = new Map<number, ClientConnection>();
  readonly #services: BrokerServices;
  readonly #network: ServerNetwork;
  readonly #nextConnectionId: () => number;
  /** Told when the last connection has gone. */
  #drained: (() => void) | undefined;

  constructor(
    id: number,
    port: number,
    init: { services: BrokerServices; network: ServerNetwork; nextConnectionId: () => number },
  ) {
    this.id = id;
    this.#port = port;
    this.#services = init.services;
    this.#network = init.network;
    this.#nextConnectionId = init.nextConnectionId;
  }

  get port(): number {
    return this.#port;
  }

  get status(): NodeStatus {
    return this.#status;
  }

  get connections(): ClientConnection[] {
    return [...this.#connections.values()];
  }

  async start(): Promise<void> {
    if (this.#status === 'up') return;
    const { host } = this.#services.cluster.settings;
    this.#listener = await this.#network.listen({ host, port: this.#port }, (socket) => this.#accept(socket));
    this.#port = this.#listener.port;
    this.#status = 'up';
  }

  /** Drops every connection, frees the port, and waits until all of it is gone. */
  async stop(reason: string): Promise<void> {
    if (this.#status === 'down') return;
    this.#status = 'down';
    const listener = this.#listener;
    this.#listener = undefined;
    const drained = new Promise<void>((resolve) => {
      this.#drained = resolve;
    });
    if (this.#connections.size === 0) this.#drained?.();
    this.dropConnections(reason);
    await Promise.all([listener?.close(), drained]);
  }

  dropConnections(reason: string): void {
    for (const connection of this.#connections.values()) connection.close(reason);
  }

  #accept(socket: Socket): ClientConnection {
    const id = this.#nextConnectionId();
    const connection = new ClientConnection(id, this.id, socket, this.#services, () => {
      this.#connections.delete(id);
      if (this.#connections.size === 0) this.#drained?.();
    });
    this.#connections.set(id, connection);
    const { events } = this.#services;
    const { remoteAddress } = connection;
    if (events.observed) events.emit({ type: 'connect', nodeId: this.id, connectionId: id, remoteAddress });
    return connection;
  }
}
