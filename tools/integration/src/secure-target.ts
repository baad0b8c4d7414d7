import { readFile } from 'node:fs/promises';
import {
  type ListenerName,
  type SignedTokens,
  type TlsMaterial,
  atLeast,
  checksSignatures,
  securedListenersOf,
  startKafka,
  whyNoListener,
} from '@k/tool-kafka';
import { TokenIssuer } from './token-issuer.ts';

/** What is read of the files of a {@link TlsMaterial}, by the same names. */
export type Certificates = Readonly<Record<Exclude<keyof TlsMaterial, `broker${string}`>, string>>;

/** A cluster with a listener of every kind that its version can have. */
export interface SecureTarget {
  readonly name: string;
  /** Kafka's, or that which it does as. */
  readonly version: string;
  /** Names of the SASL mechanisms that its SASL listeners take. */
  readonly mechanisms: readonly string[];
  readonly users: Readonly<Record<string, string>>;
  readonly certificates: Certificates;
  /** Who signs the tokens that SASL_SSL takes; undefined where it takes them unsigned, as SASL_PLAINTEXT does. */
  readonly tokens: TokenIssuer | undefined;
  addresses(listener: ListenerName): string[];
  /** Why it has no listener of this name; undefined when it has one. */
  whyNoListener(listener: ListenerName): string | undefined;
  close(): Promise<void>;
}

/** The first release that ends sessions (KIP-368). */
export const FIRST_WITH_SESSIONS = '2.2';

/** How long a session by SCRAM-SHA-512 on SASL_PLAINTEXT, or by a token on SASL_SSL, lasts before it has to be renewed. */
const SESSION_MS = 6000;

/** A real Kafka with all the listeners that tools/kafka can make. */
export async function secureKafka(version: string): Promise<SecureTarget> {
  const tokens = checksSignatures(version) ? await TokenIssuer.start() : undefined;
  try {
    const kafka = await startKafka({
      version,
      listeners: securedListenersOf(version),
      properties: {
        ...(atLeast(version, FIRST_WITH_SESSIONS) ? sessionProperties() : {}),
        // It holds back the answer to who fails; the default is 100 ms.
        'connection.failed.authentication.delay.ms': '0',
      },
      ...(tokens === undefined ? {} : { signedTokens: whoSigns(tokens) }),
      log: (line) => {
        console.error(line);
      },
    });
    if (kafka.tls === undefined) throw new Error('there are TLS listeners, but no certificates');
    return {
      name: `Apache Kafka ${version}`,
      version,
      mechanisms: kafka.mechanisms,
      users: kafka.users,
      certificates: await readCertificates(kafka.tls),
      tokens,
      addresses: (listener) => kafka.addresses(listener),
      whyNoListener: (listener) => whyNoListener(version, listener),
      close: async () => {
        await kafka.stop();
        await tokens?.close();
      },
    };
  } catch (error) {
    await tokens?.close();
    throw error;
  }
}

function sessionProperties(): Record<string, string> {
  const limited = ['sasl_plaintext.scram-sha-512', 'sasl_ssl.oauthbearer'];
  return Object.fromEntries(
    limited.map((where) => [`listener.name.${where}.connections.max.reauth.ms`, String(SESSION_MS)]),
  );
}

function whoSigns({ jwksUrl, url, audience }: TokenIssuer): SignedTokens {
  return { listener: 'SASL_SSL', jwksUrl, issuer: url, audience };
}

export async function readCertificates(files: TlsMaterial): Promise<Certificates> {
  const text = (file: string): Promise<string> => readFile(file, 'utf8');
  return {
    ca: await text(files.ca),
    clientCert: await text(files.clientCert),
    clientKey: await text(files.clientKey),
    clientKeyEncrypted: await text(files.clientKeyEncrypted),
    passphrase: files.passphrase,
    strangerCa: await text(files.strangerCa),
    strangerCert: await text(files.strangerCert),
    strangerKey: await text(files.strangerKey),
  };
}

/** The target of the suite, started before its first test. */
export type GetSecureTarget = () => SecureTarget;
