import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { messageOf } from '@k/wire';

/** What a listener speaks TLS with. */
export interface TlsMaterial {
  readonly cert: string | Uint8Array;
  readonly key: string | Uint8Array;
  readonly ca?: string | Uint8Array | undefined;
  readonly passphrase?: string | undefined;
}

/** Which part of it cannot be used, and why; Node says neither. */
export interface TlsProblem {
  readonly part: 'cert' | 'key' | 'ca' | 'passphrase';
  readonly why: string;
}

const CERTIFICATES =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/** Undefined: there is none. */
export function tlsProblem({ cert, key, ca, passphrase }: TlsMaterial): TlsProblem | undefined {
  const certificate = certificateIn(textOf(cert));
  if (typeof certificate === 'string') return { part: 'cert', why: certificate };
  const privateKey = keyIn(textOf(key), passphrase);
  if ('why' in privateKey) return privateKey;
  if (!certificate.checkPrivateKey(privateKey)) {
    return { part: 'key', why: `is not the key of the certificate of ${certificate.subject.replaceAll('\n', ', ')}` };
  }
  if (ca === undefined) return undefined;
  const authority = certificateIn(textOf(ca));
  return typeof authority === 'string' ? { part: 'ca', why: authority } : undefined;
}

function textOf(pem: string | Uint8Array): string {
  return typeof pem === 'string' ? pem : Buffer.from(pem).toString('latin1');
}

/** The first one; or what is wrong with all of them. */
function certificateIn(text: string): X509Certificate | string {
  const found = text.match(CERTIFICATES) ?? [];
  if (found.length === 0) return `expected a certificate in PEM (-----BEGIN CERTIFICATE-----), got ${shownAs(text)}`;
  try {
    return found.map((pem) => new X509Certificate(pem))[0] as X509Certificate;
  } catch (error) {
    return `has a certificate that cannot be read: ${messageOf(error)}`;
  }
}

function keyIn(text: string, passphrase: string | undefined): KeyObject | TlsProblem {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return { part: 'key', why: `expected a private key in PEM (-----BEGIN PRIVATE KEY-----), got ${shownAs(text)}` };
  }
  try {
    return createPrivateKey({ key: text, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (error) {
    const isEncrypted = /ENCRYPTED/.test(text);
    if (isEncrypted && passphrase === undefined)
      return { part: 'passphrase', why: 'is needed: the private key is encrypted' };
    if (isEncrypted) return { part: 'passphrase', why: 'does not open the private key' };
    return { part: 'key', why: `cannot be read: ${messageOf(error)}` };
  }
}

/** Without what is secret. */
function shownAs(text: string): string {
  if (text === '') return 'nothing';
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1];
  if (label !== undefined) return `"${label}"`;
  return text.startsWith('0\x82') ? 'DER, the same in bytes: openssl makes PEM of it' : 'something else';
}
