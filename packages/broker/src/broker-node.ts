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

  /** Drops every connection and frees the port. */
  async stop(reason: string): Promise<void> {
    if (this.#status === 'down') return;
    this.#status = 'down';
    const listener = this.#listener;
    this.#listener = undefined;
    this.dropConnections(reason);
    await listener?.close();
  }

  dropConnections(reason: string): void {
    for (const connection of this.connections) connection.close(reason);
  }

  #accept(socket: Socket): ClientConnection {
    const id = this.#nextConnectionId();
    const connection = new ClientConnection(id, this.id, socket, this.#services, () => {
      this.#connections.delete(id);
    });
    this.#connections.set(id, connection);
    const { events } = this.#services;
    const { remoteAddress } = connection;
    if (events.observed) events.emit({ type: 'connect', nodeId: this.id, connectionId: id, remoteAddress });
    return connection;
  }
}
