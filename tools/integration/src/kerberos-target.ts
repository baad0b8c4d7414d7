import type { ClusterOptions } from '@k/cluster';
import { type KerberosRealm, atLeast, startKafka, startRealm } from '@k/tool-kafka';
import { kerberosPackage } from './kerberos-package.ts';

/** A real Kafka in a Kerberos realm of its own, where alice is known. */
export interface KerberosTarget {
  readonly version: string;
  readonly realm: KerberosRealm;
  /** How to come to its SASL_PLAINTEXT listener by GSSAPI. */
  options(gssapi?: { readonly serviceName?: string; readonly principal?: string }): ClusterOptions;
  close(): Promise<void>;
}

/** How long a session lasts, in ms, before the client has to authenticate again; from 2.2 on. */
export const SESSION_MS = 4000;

/** A service that the KDC gives tickets for, and whose key the broker does not have. */
export const ANOTHER_SERVICE = 'another';

export async function kerberosKafka(version: string): Promise<KerberosTarget> {
  const realm = await startRealm();
  try {
    await realm.addPrincipal('alice');
    await realm.addPrincipal(`${ANOTHER_SERVICE}/127.0.0.1`);
    const principal = 'kafka/127.0.0.1';
    const keyTab = await realm.addPrincipal(principal);
    const kafka = await startKafka({
      version,
      listeners: ['SASL_PLAINTEXT'],
      kerberos: { config: realm.config, principal: `${principal}@${realm.name}`, keyTab },
      properties: {
        'listener.name.sasl_plaintext.gssapi.connections.max.reauth.ms': String(SESSION_MS),
        'connection.failed.authentication.delay.ms': '0',
        // For the one request that tells who the broker takes us for.
        'delegation.token.secret.key': 'secret',
      },
      log: (line) => {
        console.error(line);
      },
    });
    const kerberos = kerberosPackage();
    return {
      version,
      realm,
      options: (gssapi = {}) => ({
        bootstrapServers: kafka.addresses('SASL_PLAINTEXT'),
        sasl: { mechanism: 'GSSAPI', kerberos, ...gssapi },
        // With SASL it cannot be asked what it is.
        ...(atLeast(version, '0.10') ? {} : { apiVersion: '0.9' }),
      }),
      close: async () => {
        await kafka.stop();
        await realm.stop();
      },
    };
  } catch (error) {
    await realm.stop();
    throw error;
  }
}
