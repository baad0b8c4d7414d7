export { formatAddress, type BrokerAddress } from './address.ts';
export type { ApiVersionRange } from './api-version-range.ts';
export { BrokerVersions, type TakenFor } from './api-versions.ts';
export { BrokerConnection } from './broker-connection.ts';
export { BrokerReleases, type FoundRelease } from './broker-releases.ts';
export type {
  AskedRequest,
  ConnectionCloseOptions,
  Connection,
  InFlightRequest,
  RequestBody,
  RequestOptions,
} from './connection.ts';
export { type ConnectionState, ConnectionStates } from './connection-state.ts';
export { featuresIn, type FinalizedFeatures } from './features.ts';
export { closedByBroker, socketFailure, type SocketFailureContext } from './hints.ts';
export type { ConnectionObserver, ObservedRequest } from './observer.ts';
export {
  brokerConnectionOptions,
  connectionSettings,
  type BrokerConnectionOptions,
  type ConnectionOptions,
} from './options.ts';
export { KAFKA_RELEASES } from './release-ranges.ts';
export { apiVersionsOf, firstReleaseWith, type KafkaRelease } from './releases.ts';
export type { GssapiOptions } from './sasl/gssapi.ts';
export type { SaslContext, SaslExchange, SaslMechanism, Secret } from './sasl/mechanism.ts';
export type { KerberosClient, KerberosModule } from './sasl/node-kerberos.ts';
export type { OAuthToken, OAuthTokenProvider } from './sasl/oauthbearer.ts';
export { oidcProvider, type OidcOptions } from './sasl/oidc.ts';
export { mechanismFor, type SaslOptions } from './sasl/options.ts';
export type { PlainOptions } from './sasl/plain.ts';
export type { ScramOptions } from './sasl/scram.ts';
export type { TlsSource } from './tls.ts';

// What the declarations and the README of this package name of others.
export type { Clock, Random, Runtime, TlsOptions, WaitOptions } from '@k/runtime';
export {
  AuthenticationError,
  ConfigError,
  ConnectionError,
  TimeoutError,
  UnsupportedVersionError,
  WireError,
  type Api,
  type ApiVersionsResponse,
  type MessageInit,
} from '@k/wire';
