import type { Api, MessageInit } from '@k/wire';
import type { Access } from '../access/access.ts';
import type { GroupCoordinator } from '../group/group-coordinator.ts';
import type { ClientSoftware } from '../connection/client-software.ts';
import type { RequestQuotas } from '../quotas/request-quotas.ts';
import type { VersionRange } from '../release/releases.ts';
import type { SaslSession } from '../security/sasl-session.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { TransactionCoordinator } from '../transaction/transaction-coordinator.ts';

/** The request has no answer, by protocol (Produce with acks 0). */
export const NO_RESPONSE = Symbol('no response');
/** The connection is closed instead of answered, as Kafka does where a request leaves it no way to say what is wrong. */
export const CLOSE_CONNECTION = Symbol('close the connection');

export type Reply<Res> = MessageInit<Res> | typeof NO_RESPONSE | typeof CLOSE_CONNECTION;

/** What a handler may know of where its request came from. */
export interface RequestConnection {
  readonly id: number;
  readonly remoteAddress: string;
  /** {@link remoteAddress} without the port. */
  readonly remoteHost: string;
  /** Null: it has none. */
  readonly remotePort: string | null;
  /** What its last ApiVersions said that it is. */
  software: ClientSoftware;
  /** Runs `fn` when the connection closes, until the returned function is called. */
  onceClosed(fn: () => void): () => void;
}

export interface RequestContext {
  readonly cluster: ClusterState;
  readonly groups: GroupCoordinator;
  readonly transactions: TransactionCoordinator;
  readonly telemetry: Telemetry;
  /** The node that got the request. */
  readonly nodeId: number;
  readonly apiKey: number;
  readonly version: number;
  readonly correlationId: number;
  readonly clientId: string | null;
  readonly connection: RequestConnection;
  /** Name of the listener the client came in by: clients are told the addresses of that one. */
  readonly listener: string;
  /** Who asks, and what it may do. */
  readonly access: Access;
  /** What the request uses of its client's quotas; undefined where there are none. */
  readonly quotas: RequestQuotas | undefined;
  /** Of the whole request. */
  readonly sizeInBytes: number;
  /** Undefined where the listener has no SASL. */
  readonly sasl: SaslSession | undefined;
  /** Version ranges of all APIs this node serves. */
  readonly apiRanges: readonly ApiRange[];
}

export interface ApiRange {
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** One API of the broker: a file of this folder. */
export interface ApiHandler<Req, Res> {
  readonly api: Api<Req, Res>;
  /** The versions that are answered, and announced by ApiVersions. */
  readonly minVersion: number;
  readonly maxVersion: number;
  handle(request: Req, context: RequestContext): Reply<Res> | Promise<Reply<Res>>;
}

export type AnyHandler = ApiHandler<unknown, unknown>;

/** An API as this broker serves it: the versions of the handler, or those of the release it plays. */
export interface ServedApi extends VersionRange {
  readonly handler: AnyHandler;
}
