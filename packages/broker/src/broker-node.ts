import { ApiRegistry } from './api/registry.ts';
import { hostOf } from './connection/address.ts';
import type { BrokerServices } from './connection/broker-services.ts';
import { ClientConnection } from './connection/client-connection.ts';
import type { BrokerListener } from './listener.ts';
import { peerNameOf } from './security/tls/peer-name.ts';
import type { AcceptedHandlers, Listener, ServerNetwork, Socket } from '@k/runtime';

/**
 * down: no listener, no connection. up: accepts clients.
 */
type NodeStatus = 'down' | 'up';

/** One broker of the cluster: its ports, and the connections that came in through them. All its data is the cluster's. */
export class BrokerNode {
  readonly id: number;
  #status: NodeStatus = 'down';
  /** By listener. Chosen at the first start and kept, so that clients find the node again. */
  readonly #ports = new Map<string, number>();
  #open: Listener[] = [];
  readonly #connections = new Map<number, ClientConnection>();
  /** Sockets that wait for being closed. */
  readonly #turnedAway = new Set<{ readonly close: () => void }>();
  readonly #services: BrokerServices;
  #registry: ApiRegistry;
  readonly #listeners: readonly BrokerListener[];
  readonly #network: ServerNetwork;
  readonly #nextConnectionId: () => number;

  constructor(
    id: number,
    init: {
      services: BrokerServices;
      listeners: readonly BrokerListener[];
      network: ServerNetwork;
      nextConnectionId: () => number;
    },
  ) {
    this.id = id;
    this.#services = init.services;
    this.#registry = this.#newRegistry();
    this.#listeners = init.listeners;
    this.#network = init.network;
    this.#nextConnectionId = init.nextConnectionId;
    for (const { settings } of init.listeners) {
      this.#ports.set(settings.name, settings.port === 0 ? 0 : settings.port + id);
    }
  }

  get status(): NodeStatus {
    return this.#status;
  }

  /** What clients are told, by listener. */
  get addresses(): Map<string, { host: string; port: number }> {
    return new Map(
      this.#listeners.map(({ settings: { name, advertisedHost } }) => [
        name,
        { host: advertisedHost, port: this.#ports.get(name) ?? 0 },
      ]),
    );
  }

  /** Whether it has the API by itself. */
  serves(apiKey: number): boolean {
    return this.#registry.served(apiKey) !== undefined;
  }

  get connections(): ClientConnection[] {
    return [...this.#connections.values()].filter(({ state }) => state !== 'left');
  }

  async start(): Promise<void> {
    if (this.#status === 'up') return;
    this.#registry = this.#newRegistry();
    const open: Listener[] = [];
    try {
      for (const listener of this.#listeners) {
        const { name, host, tls } = listener.settings;
        const unref = !this.#services.cluster.settings.keepProcessAlive;
        const address = { host, port: this.#ports.get(name) ?? 0, unref, ...(tls === undefined ? {} : { tls }) };
        const opened = await this.#network.listen(address, (socket) => this.#accept(socket, listener));
        open.push(opened);
        this.#ports.set(name, opened.port);
      }
    } catch (error) {
      this.dropConnections('the broker did not start');
      await Promise.all(open.map((listener) => listener.close()));
      throw error;
    }
    this.#open = open;
    this.#status = 'up';
  }

  /** Drops every connection and frees the ports. */
  async stop(reason: string): Promise<void> {
    if (this.#status === 'down') return;
    this.#status = 'down';
    const open = this.#open;
    this.#open = [];
    this.dropConnections(reason);
    await Promise.all(open.map((listener) => listener.close()));
  }

  dropConnections(reason: string): void {
    for (const connection of [...this.#connections.values()]) connection.close(reason);
    for (const { close } of [...this.#turnedAway]) close();
  }

  /** What it serves as the release that it plays. */
  #newRegistry(): ApiRegistry {
    const { cluster } = this.#services;
    return new ApiRegistry(cluster.releaseAt(this.id), { telemetry: cluster.settings.telemetry });
  }

  #accept(socket: Socket, listener: BrokerListener): AcceptedHandlers {
    const { cluster } = this.#services;
    const throttleMs = cluster.quotasAt(this.id).connect(hostOf(socket.remoteAddress ?? ''));
    return throttleMs > 0 ? this.#turnAway(socket, throttleMs) : this.#welcome(socket, listener);
  }

  /** An address with too many connections a second: this one is closed, after a while (KIP-612). */
  #turnAway(socket: Socket, afterMs: number): AcceptedHandlers {
    const { clock } = this.#services.cluster;
    const turnedAway = { close: () => { socket.destroy(); } }; // prettier-ignore
    const timer = clock.setTimeout(turnedAway.close, afterMs);
    this.#turnedAway.add(turnedAway);
    const ignore = (): void => undefined;
    return {
      onData: ignore,
      onDrain: ignore,
      onClose: () => {
        clock.clearTimeout(timer);
        this.#turnedAway.delete(turnedAway);
      },
    };
  }

  #welcome(socket: Socket, listener: BrokerListener): AcceptedHandlers {
    const id = this.#nextConnectionId();
    const onGone = (): void => {
      this.#connections.delete(id);
    };
    const services = this.#services;
    const registry = this.#registry;
    const peer = peerNameOf(socket, listener.principalMapping);
    const init = { nodeId: this.id, listener, socket, peer, services, registry, onGone };
    const connection = new ClientConnection(id, init);
    this.#connections.set(id, connection);
    const { remoteAddress } = connection;
    const { name } = listener.settings;
    if (services.events.observed) {
      services.events.emit({ type: 'connect', nodeId: this.id, listener: name, connectionId: id, remoteAddress });
    }
    if (!peer.isKnown && peer.refusal !== undefined) connection.close(peer.refusal);
    return connection.socketHandlers;
  }
}
