import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { MissingPrerequisiteError } from './java.ts';

const run = promisify(execFile);

const DAYS = '3650';

/** Paths of PEM files and key stores, made new for a run. The broker's certificate is for localhost, 127.0.0.1 and ::1. */
export interface TlsMaterial {
  /** The certificate authority that signed the broker's and the client's certificate. */
  readonly ca: string;
  /** What a Kafka reads, PKCS #12 locked with the passphrase: its certificate and key, and the authority it trusts. */
  readonly brokerKeyStore: string;
  readonly brokerTrustStore: string;
  /** The broker's certificate and private key, for another server on this machine. */
  readonly brokerCert: string;
  readonly brokerKey: string;
  /** CN=client */
  readonly clientCert: string;
  readonly clientKey: string;
  /** The same key, encrypted with the passphrase. */
  readonly clientKeyEncrypted: string;
  readonly passphrase: string;
  /** A certificate authority that the broker has never heard of, and a client of its. */
  readonly strangerCa: string;
  readonly strangerCert: string;
  readonly strangerKey: string;
}

/**
 * Makes the certificates of a run with openssl.
 * @throws MissingPrerequisiteError where there is none
 */
export async function makeTlsMaterial(dir: string): Promise<TlsMaterial> {
  await mkdir(dir, { recursive: true });
  const openssl = async (...args: string[]): Promise<void> => {
    try {
      await run('openssl', args, { cwd: dir });
    } catch (error) {
      const { code, stderr = '', message } = error as { code?: unknown; stderr?: string; message: string };
      if (code === 'ENOENT') {
        throw new MissingPrerequisiteError(
          'openssl is needed to make certificates, and "openssl" did not start. Install OpenSSL.',
        );
      }
      throw new Error(`openssl ${args.join(' ')} failed: ${stderr.trim() || message}`, { cause: error });
    }
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-sha256'];

  async function authority(name: string): Promise<void> {
    const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`];
    await openssl('req', '-x509', ...newKey, '-days', DAYS, '-subj', `/CN=k test authority ${name}`, ...files);
  }

  async function certificate(name: string, subject: string, signer: string): Promise<void> {
    await openssl('req', ...newKey, '-subj', `/CN=${subject}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1';
    await writeFile(path.join(dir, `${name}.ext`), `${names}\nextendedKeyUsage=serverAuth,clientAuth\n`);
    const by = ['-CA', `${signer}.pem`, '-CAkey', `${signer}.key`, '-CAcreateserial', '-extfile', `${name}.ext`];
    await openssl('x509', '-req', '-sha256', '-days', DAYS, '-in', `${name}.csr`, ...by, '-out', `${name}.pem`);
  }

  await authority('ca');
  await authority('stranger-ca');
  await certificate('broker', 'localhost', 'ca');
  await certificate('client', 'client', 'ca');
  await certificate('stranger', 'stranger', 'stranger-ca');
  const passphrase = 'opensesame';
  const encrypted = ['-topk8', '-passout', `pass:${passphrase}`];
  await openssl('pkcs8', ...encrypted, '-v2', 'aes-256-cbc', '-in', 'client.key', '-out', 'client-encrypted.key');
  const file = (name: string): string => path.join(dir, name);
  // Not the PEM files themselves, which Kafka reads from 2.7 on only.
  const keyStore = async (name: string, store: string): Promise<string> => {
    const from = ['-in', `${name}.pem`, '-inkey', `${name}.key`, '-name', name];
    await openssl('pkcs12', '-export', ...from, '-passout', `pass:${passphrase}`, '-out', store);
    return file(store);
  };
  return {
    ca: file('ca.pem'),
    brokerKeyStore: await keyStore('broker', 'broker.p12'),
    // With its key, for that makes Java trust it: a certificate alone needs a mark that OpenSSL writes from 3.2 on.
    brokerTrustStore: await keyStore('ca', 'ca.p12'),
    brokerCert: file('broker.pem'),
    brokerKey: file('broker.key'),
    clientCert: file('client.pem'),
    clientKey: file('client.key'),
    clientKeyEncrypted: file('client-encrypted.key'),
    passphrase,
    strangerCa: file('stranger-ca.pem'),
    strangerCert: file('stranger.pem'),
    strangerKey: file('stranger.key'),
  };
}
