import { ConfigError, parseOptions, wrongArgument } from '@k/wire';
import { z } from '../z.ts';
import type { AcceptedHandlers, Listener, ServerNetwork } from '../server.ts';
import type { Clock, ConnectTarget, Network, Random, Socket, SocketHandlers } from '../runtime.ts';
import type { FaultsOf, LinkEnds, LinkFaults } from './faults.ts';
import { drawLatency, MemorySocket, Pipe, type LinkContext } from './memory-socket.ts';
import { checkCount, checkFunction, checkText } from '../arguments.ts';
import { withMethods } from '../with-methods.ts';
import { parseFaults } from './faults.ts';

export interface MemoryNetworkOptions {
  /** Delivers the bytes. A `VirtualClock` makes the network repeatable. */
  clock: Clock;
  /** Draws the faults. */
  random: Random;
  /** What is wrong with it from the start. @default nothing */
  faults?: LinkFaults;
}

const optionsSchema = z.strictObject({
  clock: withMethods<Clock>('now', 'monotonic', 'setTimeout', 'clearTimeout'),
  random: withMethods<Random>('next', 'bytes'),
  faults: z.unknown().optional(),
});

interface Endpoint {
  accept(socket: Socket): AcceptedHandlers;
}

interface Link {
  readonly target: string;
  readonly client: MemorySocket;
  readonly pipes: readonly Pipe[];
}

const FIRST_PORT = 20_000;

/**
 * A network inside the process, for brokers and clients alike: connections, delivery in order through the clock,
 * back-pressure, and {@link LinkFaults} that can be changed while it runs, for all addresses or for one.
 */
export class MemoryNetwork implements ServerNetwork {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #links = new Set<Link>();
  /** One end is gone, and the other one has not been told yet. */
  readonly #ending = new Set<Link>();
  #faults: LinkFaults | FaultsOf;
  readonly #faultsByTarget = new Map<string, LinkFaults>();
  /** What a function has said was wrong, and has been looked at. */
  readonly #checked = new WeakSet<LinkFaults>();
  #nextPort = FIRST_PORT;
  #nextClientPort = 50_000;
  /** Connects that hang in a black hole, tried again when faults change. */
  #hanging: (() => void)[] = [];

  /** @throws ConfigError */
  constructor(options: MemoryNetworkOptions) {
    const { clock, random, faults } = parseOptions('MemoryNetwork', optionsSchema, options);
    this.#clock = clock;
    this.#random = random;
    this.#faults = faults === undefined ? {} : parseFaults('MemoryNetwork: faults', faults);
  }

  /**
   * Replaces the faults: of one address when `target` ('host:port') is given, else of every other one.
   * @param faults a function says for each link what is wrong with it at the moment; give it again when what it says changes
   * @throws ConfigError
   */
  setFaults(faults: FaultsOf): void;
  setFaults(faults: LinkFaults, target?: string): void;
  setFaults(faults: LinkFaults | FaultsOf, target?: string): void {
    const call = 'MemoryNetwork: setFaults()';
    if (typeof faults === 'function') {
      if (target !== undefined)
        throw wrongArgument(call, 'target', 'none: the function is told which link it is', target);
      this.#faults = faults;
      this.#wake();
      return;
    }
    parseFaults(call, faults);
    if (target !== undefined) checkText(call, 'target', target);
    if (target === undefined) this.#faults = faults;
    else this.#faultsByTarget.set(target, faults);
    this.#wake();
  }

  /** Removes every fault, those of single addresses included. */
  heal(): void {
    this.#faults = {};
    this.#faultsByTarget.clear();
    this.#wake();
  }

  /** Resets every connection (to one address). Both ends see ECONNRESET or a close. @throws ConfigError */
  dropConnections(target?: string): void {
    if (target !== undefined) checkText('MemoryNetwork: dropConnections()', 'target', target);
    for (const link of [...this.#links]) {
      if (target === undefined || link.target === target) link.client.reset('the connection was dropped by the test');
    }
  }

  /** Open connections: a test can assert that none was left behind. */
  get connectionCount(): number {
    return this.#links.size;
  }

  // What is wrong with it rejects, as with a network.
  // eslint-disable-next-line @typescript-eslint/require-await
  async listen(
    address: { host: string; port: number; tls?: unknown; unref?: unknown },
    accept: (socket: Socket) => AcceptedHandlers,
  ): Promise<Listener> {
    const call = 'MemoryNetwork: listen()';
    checkAddress(call, address);
    checkFunction(call, 'accept', accept);
    if (address.tls !== undefined) throw new ConfigError('A MemoryNetwork has no TLS: leave "tls" out');
    const port = address.port === 0 ? this.#nextPort++ : address.port;
    const key = `${address.host}:${String(port)}`;
    if (this.#endpoints.has(key)) {
      throw Object.assign(new Error(`listen EADDRINUSE: ${key}`), { code: 'EADDRINUSE' });
    }
    this.#endpoints.set(key, { accept });
    return {
      port,
      close: () => {
        this.#endpoints.delete(key);
        return Promise.resolve();
      },
    };
  }

  /** The network as a host of that name has it: a function of {@link MemoryNetwork.setFaults} tells its links from others. */
  at(host: string): Network {
    checkText('MemoryNetwork: at()', 'host', host);
    return { connect: (target, handlers) => this.#connect(target, handlers, host) };
  }

  connect(target: ConnectTarget, handlers: SocketHandlers): Socket {
    return this.#connect(target, handlers, undefined);
  }

  #connect(target: ConnectTarget, handlers: SocketHandlers, from: string | undefined): Socket {
    checkAddress('MemoryNetwork: connect()', target);
    const key = `${target.host}:${String(target.port)}`;
    const ends: LinkEnds = { from, to: key };
    const link: LinkContext = { clock: this.#clock, random: this.#random, faults: () => this.#faultsOf(ends) };
    const clientAddress = `memory:${String(this.#nextClientPort++)}`;
    let entry: Link | undefined;
    const forget = (): void => {
      if (entry === undefined) return;
      if (this.#links.delete(entry)) this.#ending.add(entry);
      else this.#ending.delete(entry);
    };
    const client: MemorySocket = new MemorySocket(this.#clock, key, forget);
    const server: MemorySocket = new MemorySocket(this.#clock, clientAddress, forget);
    const toServer = new Pipe(
      link,
      () => client,
      () => server,
      'toServer',
    );
    const toClient = new Pipe(
      link,
      () => server,
      () => client,
      'toClient',
    );
    client.attach(toClient, toServer);
    client.tell(handlers);
    const attempt = (): void => {
      if (client.isClosed) return;
      if (target.tls !== undefined) {
        // Plaintext instead, and a test would believe that it had tested TLS.
        client.fail(new Error('A MemoryNetwork has no TLS: leave "ssl" out'));
        return;
      }
      const faults = link.faults();
      if (faults.blackHole !== undefined && faults.blackHole !== false) {
        this.#hanging.push(attempt);
        return;
      }
      const endpoint = this.#endpoints.get(key);
      const refused = faults.refuseProbability !== undefined && this.#random.next() < faults.refuseProbability;
      if (endpoint === undefined || refused) {
        client.fail(Object.assign(new Error(`connect ECONNREFUSED ${key}`), { code: 'ECONNREFUSED' }));
        return;
      }
      entry = { target: key, client, pipes: [toServer, toClient] };
      this.#links.add(entry);
      server.attach(toServer, toClient);
      server.tell(endpoint.accept(server));
      handlers.onConnect();
      toServer.open();
    };
    this.#clock.setTimeout(attempt, drawLatency(link));
    return client;
  }

  #faultsOf(ends: LinkEnds): LinkFaults {
    const ofTarget = this.#faultsByTarget.get(ends.to);
    if (ofTarget !== undefined) return ofTarget;
    if (typeof this.#faults !== 'function') return this.#faults;
    const said = this.#faults(ends);
    if (this.#checked.has(said)) return said;
    parseFaults('MemoryNetwork: setFaults(): what the function gave', said);
    this.#checked.add(said);
    return said;
  }

  #wake(): void {
    const hanging = this.#hanging;
    this.#hanging = [];
    for (const attempt of hanging) this.#clock.setTimeout(attempt, 0);
    for (const link of [...this.#links, ...this.#ending]) for (const pipe of link.pipes) pipe.wake();
  }
}

/** JavaScript callers. @throws ConfigError */
function checkAddress(call: string, address: { host: string; port: number } | undefined): void {
  checkText(call, 'host', address?.host);
  checkCount(call, 'port', address?.port);
}
