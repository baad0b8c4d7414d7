import { atLeast, needsZooKeeper } from './kafka-version.ts';
import type { TlsMaterial } from './tls-material.ts';

/**
 * The doors that a broker can have beside PLAINTEXT. MTLS is SSL that insists on a client certificate;
 * the SASL ones take every mechanism of {@link saslMechanisms}.
 */
export const SECURED_LISTENERS = ['SSL', 'MTLS', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
export type SecuredListener = (typeof SECURED_LISTENERS)[number];
export type ListenerName = 'PLAINTEXT' | SecuredListener;

/** A door of a node, as in `listeners` of server.properties. */
export interface Listener {
  readonly name: ListenerName;
  readonly port: number;
}

/** What of a run's files a broker is given, see tls-material.ts. */
export type BrokerTls = Pick<TlsMaterial, 'brokerKeyStore' | 'brokerTrustStore' | 'passphrase'>;

export function protocolOf(name: ListenerName): Exclude<ListenerName, 'MTLS'> {
  return name === 'MTLS' ? 'SSL' : name;
}

export function usesTls(name: ListenerName): boolean {
  return protocolOf(name).endsWith('SSL');
}

export function usesSasl(name: ListenerName): boolean {
  return name.startsWith('SASL');
}

/** The secured listeners that a broker of this version can have. */
export function securedListenersOf(version: string): SecuredListener[] {
  return SECURED_LISTENERS.filter((name) => whyNoListener(version, name) === undefined);
}

/** Throws when a broker of this version cannot have these listeners, saying why. */
export function checkListeners(version: string, listeners: readonly SecuredListener[]): void {
  for (const name of listeners) {
    const reason = whyNoListener(version, name);
    if (reason !== undefined) throw new Error(`Kafka ${version} gets no ${name} listener: ${reason}`);
  }
}

/** Undefined when it can have one. */
export function whyNoListener(version: string, name: ListenerName): string | undefined {
  if (name === 'PLAINTEXT') return undefined;
  if (!atLeast(version, '0.9')) return 'TLS and SASL came with 0.9';
  // With the listener's own settings (KAFKA-4636).
  if (name === 'MTLS' && !atLeast(version, '0.11')) {
    return 'before 0.11 client certificates are required by every TLS listener of a broker, or by none';
  }
  if (usesSasl(name) && saslMechanisms(version).length === 0) return 'mechanisms other than GSSAPI came with 0.10';
  return undefined;
}

/** The SASL mechanisms that a SASL listener of this version takes here. */
export function saslMechanisms(version: string): string[] {
  if (!atLeast(version, '0.10')) return [];
  const mechanisms = ['PLAIN'];
  if (storesScramUsers(version)) mechanisms.push('SCRAM-SHA-256', 'SCRAM-SHA-512');
  if (atLeast(version, '2.0')) mechanisms.push('OAUTHBEARER');
  return mechanisms;
}

/** SCRAM users live in ZooKeeper, or are stored when a KRaft node is formatted, which 3.3 and 3.4 cannot do. */
export function storesScramUsers(version: string): boolean {
  return atLeast(version, '0.10.2') && (needsZooKeeper(version) || atLeast(version, '3.5'));
}

/** The lines of server.properties that make the listeners what they are called. */
export function securityProperties(
  version: string,
  listeners: readonly ListenerName[],
  users: Readonly<Record<string, string>>,
  tls: BrokerTls | undefined,
): Record<string, string> {
  const settings: Record<string, string> = {};
  if (tls !== undefined) {
    settings['ssl.keystore.type'] = 'PKCS12';
    settings['ssl.keystore.location'] = tls.brokerKeyStore;
    settings['ssl.keystore.password'] = tls.passphrase;
    settings['ssl.key.password'] = tls.passphrase;
    settings['ssl.truststore.type'] = 'PKCS12';
    settings['ssl.truststore.location'] = tls.brokerTrustStore;
    settings['ssl.truststore.password'] = tls.passphrase;
    settings['ssl.client.auth'] = 'none';
    settings['listener.name.mtls.ssl.client.auth'] = 'required';
  }
  const sasl = listeners.filter(usesSasl);
  if (sasl.length > 0) settings['sasl.enabled.mechanisms'] = saslMechanisms(version).join(',');
  // Older brokers read the same from a file, see staticJaasFile.
  if (!atLeast(version, '2.0')) return settings;
  for (const listener of sasl) {
    for (const mechanism of saslMechanisms(version)) {
      const name = `listener.name.${listener.toLowerCase()}.${mechanism.toLowerCase()}.sasl.jaas.config`;
      settings[name] = loginModule(mechanism, users);
    }
  }
  return settings;
}

/** The JAAS file that brokers before 2.0 take their login modules from, `further` ones too; undefined for newer ones. */
export function staticJaasFile(
  version: string,
  users: Readonly<Record<string, string>>,
  further: readonly string[] = [],
): string | undefined {
  if (atLeast(version, '2.0')) return undefined;
  const modules: string[] = [];
  if (saslMechanisms(version).length > 0) modules.push(loginModule('PLAIN', users));
  // One for both SCRAM mechanisms.
  if (storesScramUsers(version)) modules.push(loginModule('SCRAM-SHA-256', users));
  return `KafkaServer {\n${[...modules, ...further].join('\n')}\n};\n`;
}

function loginModule(mechanism: string, users: Readonly<Record<string, string>>): string {
  const security = 'org.apache.kafka.common.security';
  switch (mechanism) {
    case 'PLAIN': {
      const entries = Object.entries(users).map(([user, password]) => `user_${user}="${password}"`);
      return `${security}.plain.PlainLoginModule required ${entries.join(' ')};`;
    }
    case 'OAUTHBEARER':
      // Takes tokens without a signature: whoever says "sub" is believed. For tests alone.
      return `${security}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";`;
    default:
      return `${security}.scram.ScramLoginModule required;`;
  }
}

/** Names and passwords go through JAAS and the arguments of two tools, whose quoting nobody wants to know. */
export function checkUsers(users: Readonly<Record<string, string>>): void {
  for (const [user, password] of Object.entries(users)) {
    if (!/^\w+$/.test(user)) throw new Error(`a user is named by letters, digits and "_", not "${user}"`);
    if (!/^[\w.+!?@:;-]+$/.test(password)) {
      throw new Error(`the password of ${user} may hold letters, digits and _.+!?@:;- only`);
    }
  }
}
