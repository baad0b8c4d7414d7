import type { Segment } from './segment.ts';
import { type StreamListener, TcpDirection } from './tcp-direction.ts';

/** What becomes of a connection. Its ends are named by their addresses, `127.0.0.1:9092`. */
export interface ConnectionListener {
  /** What the end `source` sends. */
  direction(source: string): StreamListener;
  /** The end that called the other is known. */
  onClient(source: string): void;
  /** Nothing more comes of it. */
  onEnd(): void;
}

interface Connection {
  readonly listener: ConnectionListener;
  readonly directions: Map<string, TcpDirection>;
  /** Of the SYN that opened it: another one is another connection between the same ports. */
  opening: number | undefined;
}

/** So many are followed at a time. The one that was silent longest is given up for a new one. */
const MAX_CONNECTIONS = 10_000;

/** Sorts segments by connection and direction. */
export class TcpConnections {
  private readonly onConnection: (source: string, destination: string) => ConnectionListener;
  /** In the order in which something last came. */
  private readonly connections = new Map<string, Connection>();

  constructor(onConnection: (source: string, destination: string) => ConnectionListener) {
    this.onConnection = onConnection;
  }

  take(segment: Segment): void {
    const { source, destination, sequence, acknowledged, isSyn, isFin, payload, cutOff } = segment;
    const connection = this.find(segment);
    if (connection === undefined) return;
    const sent = directionOf(connection, source);
    if (isSyn) {
      sent.begin((sequence + 1) >>> 0);
      connection.listener.onClient(acknowledged === undefined ? source : destination);
    }
    sent.take({ sequence: isSyn ? (sequence + 1) >>> 0 : sequence, bytes: payload, cutOff, isFin });
    if (acknowledged !== undefined) connection.directions.get(destination)?.acknowledge(acknowledged);
  }

  end(): void {
    for (const connection of this.connections.values()) finish(connection);
    this.connections.clear();
  }

  private find({
    source,
    destination,
    sequence,
    acknowledged,
    isSyn,
    payload,
    cutOff,
  }: Segment): Connection | undefined {
    const key = source < destination ? `${source} ${destination}` : `${destination} ${source}`;
    let connection = this.connections.get(key);
    const opening = isSyn && acknowledged === undefined ? sequence : undefined;
    if (connection !== undefined && opening !== undefined && !isOpenedBy(connection, source, opening)) {
      finish(connection);
      connection = undefined;
    }
    // What is left of a connection that nobody saw says nothing.
    if (connection === undefined && !isSyn && payload.length + cutOff === 0) return undefined;
    connection ??= {
      listener: this.onConnection(source, destination),
      directions: new Map(),
      opening,
    };
    connection.opening ??= opening;
    this.connections.delete(key);
    this.connections.set(key, connection);
    if (this.connections.size > MAX_CONNECTIONS) this.giveUpOldest();
    return connection;
  }

  private giveUpOldest(): void {
    for (const [key, connection] of this.connections) {
      finish(connection);
      this.connections.delete(key);
      return;
    }
  }
}

function isOpenedBy({ opening, directions }: Connection, source: string, sequence: number): boolean {
  if (opening !== undefined) return opening === sequence;
  return directions.get(source)?.canBegin((sequence + 1) >>> 0) ?? true;
}

function directionOf({ directions, listener }: Connection, source: string): TcpDirection {
  let direction = directions.get(source);
  if (direction === undefined) directions.set(source, (direction = new TcpDirection(listener.direction(source))));
  return direction;
}

function finish({ directions, listener }: Connection): void {
  for (const direction of directions.values()) direction.end();
  listener.onEnd();
}
