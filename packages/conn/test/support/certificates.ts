import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate and its key, PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly subject: string;
  readonly privateKey: KeyObject;
}

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** DER: a tag, the length, the content. */
function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...content: Uint8Array[]): Buffer => der(0x30, ...content);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));

const nameOf = (commonName: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))));

const time = (at: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]|\.\d+Z$/g, '')}Z`));

const extension = (id: string, value: Uint8Array): Buffer => sequence(oid(id), der(0x04, value));

function addressBytes(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from(host.split('.').map(Number));
  return host === '::1' ? Buffer.concat([Buffer.alloc(15), Buffer.from([1])]) : assertNever(host);
}

function assertNever(host: string): never {
  throw new Error(`not an address that this knows to write: ${host}`);
}

/**
 * Makes an X.509 certificate: for `hosts` (names or addresses), signed by `issuer` (itself when left out), an authority
 * if it has no hosts and `client` is not set. Enough of the format for TLS in tests, and no dependency.
 */
export function makeCertificate(
  subject: string,
  options: { hosts?: readonly string[]; issuer?: Certificate; client?: boolean; notAfter?: number } = {},
): Certificate {
  const { hosts = [], issuer, client = false, notAfter = Date.now() + YEAR_MS } = options;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const isAuthority = hosts.length === 0 && !client;
  const extensions = [
    extension('551d13', isAuthority ? sequence(der(0x01, Buffer.from([0xff]))) : sequence()),
    extension('551d0e', der(0x04, createHash('sha1').update(spki).digest())),
    ...(hosts.length === 0
      ? []
      : [
          extension(
            '551d11',
            sequence(
              ...hosts.map((host) => (isIP(host) === 0 ? der(0x82, Buffer.from(host)) : der(0x87, addressBytes(host)))),
            ),
          ),
        ]),
  ];
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    nameOf(issuer?.subject ?? subject),
    sequence(time(Math.min(Date.now(), notAfter) - YEAR_MS), time(notAfter)),
    nameOf(subject),
    spki,
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', toBeSigned, issuer?.privateKey ?? privateKey);
  const bytes = sequence(toBeSigned, ECDSA_SHA256, der(0x03, Buffer.from([0]), signature));
  const lines = bytes.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    subject,
    privateKey,
  };
}
