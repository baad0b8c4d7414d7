import { StateError } from '@k/wire';

/**
 * The life of one connection. It never goes back to an earlier part of it: a connection that ended is replaced, not
 * revived.
 *
 * - `disconnected`: made, no socket yet. Left by the first `connect()` or request.
 * - `connecting`: the socket is being opened. Left when it opens, fails, or the setup time is over.
 * - `negotiating`: ApiVersions is asked, newest version first. Requests wait. Skipped when versions are given by option.
 * - `authenticating`: the `sasl` mechanism exchanges its tokens. Requests wait.
 * - `ready`: requests go out, in the order in which they were asked.
 * - `reauthenticating`: the same once more before the broker's session ends (KIP-368). What is in flight gets its
 *   replies, new requests wait. Back to `ready`, or the end.
 * - `closing`: `close()` was called or the peer is being dropped; nothing new is taken, the socket is on its way out.
 * - `closed`: the socket is gone, everything that waited has been told why.
 */
export type ConnectionState =
  | 'disconnected'
  | 'connecting'
  | 'negotiating'
  | 'authenticating'
  | 'ready'
  | 'reauthenticating'
  | 'closing'
  | 'closed';

/** The states by name, as kafka-python has them; there are more here. */
export const ConnectionStates = {
  DISCONNECTED: 'disconnected',
  CONNECTING: 'connecting',
  NEGOTIATING: 'negotiating',
  AUTHENTICATING: 'authenticating',
  CONNECTED: 'ready',
  REAUTHENTICATING: 'reauthenticating',
  CLOSING: 'closing',
  CLOSED: 'closed',
} as const satisfies Record<string, ConnectionState>;

const TRANSITIONS: Readonly<Record<ConnectionState, readonly ConnectionState[]>> = {
  disconnected: ['connecting', 'closed'],
  connecting: ['negotiating', 'authenticating', 'ready', 'closing', 'closed'],
  negotiating: ['authenticating', 'ready', 'closing', 'closed'],
  authenticating: ['ready', 'closing', 'closed'],
  ready: ['reauthenticating', 'closing', 'closed'],
  reauthenticating: ['ready', 'closing', 'closed'],
  closing: ['closed'],
  closed: [],
};

/** The next state, or a {@link StateError} for a step the table does not know: a bug, never a broker's doing. */
export function transition(from: ConnectionState, to: ConnectionState, broker: string): ConnectionState {
  if (TRANSITIONS[from].includes(to)) return to;
  throw new StateError(`Connection to ${broker}: no way from '${from}' to '${to}'`);
}
