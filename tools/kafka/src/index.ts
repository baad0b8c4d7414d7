export { cacheFolder, classpathOf, streamsClasspathOf } from './classpath.ts';
export { freePorts } from './free-ports.ts';
export type { BrokerKerberos } from './gssapi-listener.ts';
export { installPeers } from './install-peers.ts';
export { findKerberos, type KerberosRealm, startRealm } from './kerberos-realm.ts';
export { findJava, findMaven, MissingPrerequisiteError } from './java.ts';
export type { KafkaNode } from './kafka-node.ts';
export { DEFAULT_USERS, type KafkaOptions, type KafkaServer, startKafka } from './kafka-server.ts';
export { atLeast, checkVersion, DEFAULT_VERSION, needsZooKeeper } from './kafka-version.ts';
export {
  type ListenerName,
  SECURED_LISTENERS,
  type SecuredListener,
  saslMechanisms,
  securedListenersOf,
  whyNoListener,
} from './listeners.ts';
export { checkPrerequisites } from './prerequisites.ts';
export { checksSignatures, type SignedTokens } from './signed-tokens.ts';
export { makeTlsMaterial, type TlsMaterial } from './tls-material.ts';
