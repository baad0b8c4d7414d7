import {
  ConfigError,
  SaslAuthenticate,
  SaslHandshake,
  type SaslAuthenticateRequest,
  type SaslAuthenticateResponse,
  type SaslHandshakeRequest,
} from '@k/wire';
import type { RecordedExchange } from '../recorded-exchange.ts';
import type { ReplaySasl } from './login.ts';
import { isScram } from '../../security/scram-keys.ts';
import { scramUser } from './scram-proof.ts';

/** A recorded login that was successful. */
export interface RecordedLogin {
  readonly mechanism: string;
  /** Of SCRAM. */
  readonly user: string | undefined;
  /** From SaslHandshake to the last SaslAuthenticate. */
  readonly exchanges: readonly RecordedExchange[];
}

/**
 * The successful logins of a recording.
 * @throws ConfigError for those that cannot go again: by SCRAM without the password, and by tokens that are not recorded
 */
export function replayableLogins(exchanges: readonly RecordedExchange[], { users = {} }: ReplaySasl): RecordedLogin[] {
  const bare = exchanges.find(({ apiKey, version }) => apiKey === SaslHandshake.key && version === 0);
  if (bare !== undefined) {
    throw new ConfigError(
      `replay(): connection ${String(bare.connectionId)} logged in after SaslHandshake v0, whose tokens are no requests and not in the recording: record a client that sends v1 (Kafka 1.0 and newer), or on a listener without SASL`,
    );
  }
  const logins = loginsIn(exchanges);
  const unknown = logins.filter(({ mechanism, user }) => isScram(mechanism) && users[user ?? ''] === undefined);
  if (unknown.length > 0) {
    const names = [...new Set(unknown.map(({ user = '' }) => user))];
    const given = names.map((name) => `${JSON.stringify(name)}: '...'`).join(', ');
    throw new ConfigError(
      `replay(): ${names.join(', ')} logged in by ${unknown[0]?.mechanism ?? ''}, which has a nonce and cannot be sent again as it was: give the ${names.length === 1 ? 'password' : 'passwords'}, sasl: { users: { ${given} } }`,
    );
  }
  return logins;
}

/** Each from a handshake to the answer that says that it is done. */
function loginsIn(exchanges: readonly RecordedExchange[]): RecordedLogin[] {
  const logins: RecordedLogin[] = [];
  const open = new Map<number, RecordedExchange[]>();
  for (const exchange of exchanges) {
    if (exchange.apiKey === SaslHandshake.key) open.set(exchange.connectionId, [exchange]);
    if (exchange.apiKey !== SaslAuthenticate.key) continue;
    const parts = open.get(exchange.connectionId);
    parts?.push(exchange);
    const login = parts === undefined ? undefined : loginOf(parts);
    if (login === undefined) continue;
    logins.push(login);
    open.delete(exchange.connectionId);
  }
  return logins;
}

/** Undefined: it is not done. */
function loginOf(exchanges: readonly RecordedExchange[]): RecordedLogin | undefined {
  const [handshake, first, ...others] = exchanges;
  const last = exchanges.at(-1)?.response as SaslAuthenticateResponse | null | undefined;
  const { mechanism } = handshake?.request as SaslHandshakeRequest;
  if (last?.errorCode !== 0 || first === undefined) return undefined;
  // SCRAM takes two steps; one of OAUTHBEARER that has an answer was refused.
  if (isScram(mechanism) ? others.length !== 1 : last.authBytes.length > 0) return undefined;
  const user = isScram(mechanism)
    ? scramUser((first.request as SaslAuthenticateRequest).authBytes.toString())
    : undefined;
  return { mechanism, user, exchanges };
}
