import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type PlayedRelease, createBroker } from '@k/broker';
import {
  DEFAULT_USERS,
  DEFAULT_VERSION,
  atLeast,
  checksSignatures,
  makeTlsMaterial,
  saslMechanisms,
} from '@k/tool-kafka';
import { FIRST_WITH_SESSIONS, type SecureTarget, readCertificates } from './secure-target.ts';
import { TokenIssuer } from './token-issuer.ts';

/** Shorter than a real Kafka's, see secure-target.ts: this one is quicker to answer. */
const SESSION_MS = 4000;

const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'] as const;

/**
 * The in-process broker with the same users and certificates as a real Kafka of ours, and all of its listeners.
 * `asVersion`: a release to play.
 */
export async function secureBroker(asVersion?: PlayedRelease): Promise<SecureTarget> {
  const version = asVersion ?? DEFAULT_VERSION;
  const dir = await mkdtemp(path.join(os.tmpdir(), 'k-tls-'));
  try {
    const files = await makeTlsMaterial(dir);
    const certificates = await readCertificates(files);
    const tls = {
      key: await readFile(files.brokerKey, 'utf8'),
      cert: await readFile(files.brokerCert, 'utf8'),
      ca: certificates.ca,
    };
    const known = saslMechanisms(version);
    const mechanisms = MECHANISMS.filter((name) => known.includes(name));
    const sasl = { mechanisms, users: { ...DEFAULT_USERS } };
    const tokens = checksSignatures(version) ? await TokenIssuer.start() : undefined;
    const signed = tokens === undefined ? {} : { validateToken: (token: string) => tokens.validate(token) };
    const maxReauthMs = atLeast(version, FIRST_WITH_SESSIONS) ? SESSION_MS : 0;
    const broker = await createBroker({
      asVersion,
      keepProcessAlive: true,
      listeners: [
        { name: 'PLAINTEXT' },
        { name: 'SSL', tls },
        { name: 'MTLS', tls: { ...tls, requestCert: true } },
        { name: 'SASL_PLAINTEXT', sasl: { ...sasl, maxReauthMs } },
        { name: 'SASL_SSL', tls, sasl: { ...sasl, ...signed, maxReauthMs } },
      ],
    });
    return {
      name: asVersion === undefined ? '@k/broker' : `@k/broker as Kafka ${asVersion}`,
      version,
      mechanisms,
      users: DEFAULT_USERS,
      certificates,
      tokens,
      addresses: (listener) => broker.bootstrapServersOf(listener),
      whyNoListener: () => undefined,
      close: async () => {
        await broker.close();
        await tokens?.close();
      },
    };
  } finally {
    await rm(dir, { recursive: true });
  }
}
