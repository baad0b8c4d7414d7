import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createBroker } from '@k/broker';
import { DEFAULT_USERS, makeTlsMaterial } from '@k/tool-kafka';
import { type SecureTarget, readCertificates } from './secure-target.ts';

/** As {@link SESSION_MS} of a real Kafka: this one is quicker to answer. */
const SESSION_MS = 4000;

const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'] as const;

/** The in-process broker with the same listeners, users and certificates as a real Kafka of ours. */
export async function secureBroker(): Promise<SecureTarget> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'k-tls-'));
  try {
    const files = await makeTlsMaterial(dir);
    const certificates = await readCertificates(files);
    const tls = {
      key: await readFile(files.brokerKey, 'utf8'),
      cert: await readFile(files.brokerCert, 'utf8'),
      ca: certificates.ca,
    };
    const sasl = { mechanisms: [...MECHANISMS], users: { ...DEFAULT_USERS } };
    const broker = await createBroker({
      listeners: [
        { name: 'PLAINTEXT' },
        { name: 'SSL', tls },
        { name: 'MTLS', tls: { ...tls, requestCert: true } },
        { name: 'SASL_PLAINTEXT', sasl: { ...sasl, maxReauthMs: SESSION_MS } },
        { name: 'SASL_SSL', tls, sasl },
      ],
    });
    return {
      name: '@k/broker',
      mechanisms: MECHANISMS,
      users: DEFAULT_USERS,
      certificates,
      addresses: (listener) => broker.bootstrapServersOf(listener),
      close: () => broker.close(),
    };
  } finally {
    await rm(dir, { recursive: true });
  }
}
