import { atLeast } from './kafka-version.ts';
import { type ListenerName, usesSasl } from './listeners.ts';

/** Who a broker is in a Kerberos realm. */
export interface BrokerKerberos {
  /** A krb5.conf. */
  readonly config: string;
  /** `kafka/127.0.0.1`, or with its realm behind an @. Its first part is the service name. */
  readonly principal: string;
  /** The file with its key. */
  readonly keyTab: string;
}

/** Throws when a broker of this version knows no Kerberos. */
export function checkKerberos(version: string): void {
  if (!atLeast(version, '0.9')) throw new Error(`Kafka ${version} knows no Kerberos: 0.9 and newer do`);
}

/** The lines of server.properties that make SASL listeners take GSSAPI beside `mechanisms`. */
export function gssapiProperties(
  version: string,
  listeners: readonly ListenerName[],
  mechanisms: readonly string[],
  kerberos: BrokerKerberos,
): Record<string, string> {
  const settings: Record<string, string> = {
    'sasl.kerberos.service.name': kerberos.principal.split('/')[0] ?? '',
    // alice@K.TEST is alice. By default that is so in the default realm only, which old Kafkas do not find on Java 17.
    'sasl.kerberos.principal.to.local.rules': 'RULE:[1:$1]',
  };
  // 0.9 has GSSAPI and nothing to choose from.
  if (atLeast(version, '0.10')) settings['sasl.enabled.mechanisms'] = mechanisms.join(',');
  if (!atLeast(version, '2.0')) return settings;
  for (const listener of listeners.filter(usesSasl)) {
    settings[`listener.name.${listener.toLowerCase()}.gssapi.sasl.jaas.config`] = gssapiLoginModule(kerberos);
  }
  return settings;
}

export function gssapiLoginModule({ keyTab, principal }: BrokerKerberos): string {
  return `com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true keyTab="${keyTab}" principal="${principal}";`;
}

export function kerberosJvmOptions({ config }: BrokerKerberos): string[] {
  return [`-Djava.security.krb5.conf=${config}`];
}
