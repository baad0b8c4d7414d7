import {
  ConfigError,
  ConnectionError,
  decodeResponseFrame,
  encodeRequestFrame,
  Metadata,
  SaslAuthenticate,
  TimeoutError,
  type SaslAuthenticateResponse,
} from '@k/wire';
import { toldAddress } from './broker-address.ts';
import type { RecordedLogin } from './check-logins.ts';
import type { ReplayConnection } from './connection.ts';
import { ReplayedLogin, type ReplaySasl } from './login.ts';
import { bodyOf, frameOf } from './request.ts';

/** A broker that is asked. */
export interface ClusterNode {
  readonly id: number;
  readonly address: string;
}

export interface ClusterNodesInit {
  readonly servers: readonly string[];
  readonly connect: (address: string) => ReplayConnection;
  readonly answerTimeoutMs: number;
  /** Who asks, where the recording has logins. */
  readonly login: RecordedLogin | undefined;
  readonly sasl: ReplaySasl;
}

/** In which brokers are asked for: any Kafka since 0.11 has it. */
const METADATA_VERSION = 4;

/**
 * All brokers of the cluster, in the order of their ids, by the first one of the servers that can be reached.
 * @throws ConfigError, ConnectionError, TimeoutError; the last one's socket error
 */
export async function clusterNodes(init: ClusterNodesInit): Promise<ClusterNode[]> {
  let failure: unknown;
  for (const server of init.servers) {
    const connection = init.connect(server);
    try {
      await connection.open();
    } catch (error) {
      failure = error;
      continue;
    }
    try {
      return await nodesBy(connection, server, init);
    } finally {
      connection.close();
    }
  }
  throw failure as Error;
}

async function nodesBy(connection: ReplayConnection, server: string, init: ClusterNodesInit): Promise<ClusterNode[]> {
  const { login, answerTimeoutMs } = init;
  if (login !== undefined) await logIn(connection, server, login, init);
  const header = { correlationId: 0, clientId: 'replay' };
  const question = Buffer.concat(encodeRequestFrame(Metadata, METADATA_VERSION, header, { topics: [] })).subarray(4);
  const answer = await connection.ask(question, answerTimeoutMs);
  if (answer === undefined) {
    const hint = login === undefined ? ' (where it asks for a login, record clients that log in)' : '';
    throw silent(connection, server, { what: 'did not say which brokers there are', hint, answerTimeoutMs });
  }
  const { brokers } = connection.read(() => decodeResponseFrame(Metadata, METADATA_VERSION, answer).body);
  if (brokers.length === 0) {
    const message = `replay(): ${server} says that there are no brokers: wait until the cluster is up`;
    throw new ConnectionError(message, { broker: server, phase: 'metadata' });
  }
  return [...brokers]
    .sort((a, b) => a.nodeId - b.nodeId)
    .map(({ nodeId, host, port }) => ({ id: nodeId, address: toldAddress(server, host, port) }));
}

async function logIn(
  connection: ReplayConnection,
  server: string,
  { mechanism, exchanges }: RecordedLogin,
  { sasl, answerTimeoutMs }: ClusterNodesInit,
): Promise<void> {
  const login = new ReplayedLogin(sasl);
  for (const exchange of exchanges) {
    const answer = await connection.ask(frameOf(exchange, await login.request(exchange)), answerTimeoutMs);
    if (answer === undefined && connection.closed === undefined) {
      const what = `did not answer a login by ${mechanism} of the recording`;
      throw silent(connection, server, { what, hint: '', answerTimeoutMs });
    }
    const body = answer === undefined ? undefined : connection.read(() => bodyOf(exchange, answer));
    const refusal = body === undefined ? (connection.closed?.message ?? 'no answer') : refusalIn(body, mechanism);
    if (refusal !== undefined) {
      const advice = exchange.apiKey === SaslAuthenticate.key ? ADVICE[mechanism] : 'it has to offer that';
      throw new ConfigError(
        `replay(): ${server} refuses a login by ${mechanism} of the recording (${refusal}): ${advice ?? ''}`,
      );
    }
    if (exchange.apiKey === SaslAuthenticate.key) login.differences(exchange, body as object, []);
  }
}

/** Nothing was answered: in time, or before the connection was closed. */
function silent(
  { closed }: ReplayConnection,
  server: string,
  { what, hint, answerTimeoutMs }: { readonly what: string; readonly hint: string; readonly answerTimeoutMs: number },
): Error {
  if (closed === undefined) {
    const message = `replay(): ${server} ${what} within ${String(answerTimeoutMs)} ms: is it a Kafka${hint}?`;
    return new TimeoutError({ operation: `Metadata request to ${server}`, timeoutMs: answerTimeoutMs, message });
  }
  const message = `replay(): ${server} ${what}: ${closed.message}${hint}`;
  if (closed instanceof TimeoutError) {
    return new TimeoutError({ operation: closed.operation, timeoutMs: closed.timeoutMs, message, cause: closed });
  }
  return new ConnectionError(message, { broker: server, phase: 'request', cause: closed });
}

/** Undefined: it was not refused. OAUTHBEARER says so without an error. */
function refusalIn(body: object, mechanism: string): string | undefined {
  const { errorCode, errorMessage, authBytes } = body as Partial<SaslAuthenticateResponse>;
  const told = authBytes?.toString() ?? '';
  if (errorCode === 0) return mechanism === 'OAUTHBEARER' && told !== '' ? told : undefined;
  return errorMessage === undefined || errorMessage === null || errorMessage === ''
    ? `error ${String(errorCode)}`
    : errorMessage;
}

const ADVICE: Readonly<Record<string, string>> = {
  PLAIN: "give the password there, sasl: { users: { name: '...' } }",
  'SCRAM-SHA-256': 'make the user there with the password in sasl.users',
  'SCRAM-SHA-512': 'make the user there with the password in sasl.users',
  OAUTHBEARER: 'give a token that holds, sasl: { token: (recorded) => ... }',
};
