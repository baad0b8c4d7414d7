import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { fromSaslName } from '../../security/sasl-name.ts';

const HASHES = { 'SCRAM-SHA-256': ['sha256', 32], 'SCRAM-SHA-512': ['sha512', 64] } as const;
export type ScramName = keyof typeof HASHES;

export function isScram(mechanism: string): mechanism is ScramName {
  return mechanism in HASHES;
}

/** The client's last message, and what the broker has to say to it (RFC 5802, 3). */
export interface ScramProof {
  readonly clientFinal: string;
  readonly serverFinal: string;
}

/**
 * @param clientFirst as it was sent
 * @param serverFirst as it was answered; undefined is the proof where it is no such message
 */
export function scramProof(
  mechanism: ScramName,
  password: string,
  clientFirst: string,
  serverFirst: string,
): ScramProof | undefined {
  const [, nonce, salt, iterations] = /^r=([^,]+),s=([^,]+),i=(\d+)/.exec(serverFirst) ?? [];
  if (nonce === undefined || salt === undefined) return undefined;
  const [hash, length] = HASHES[mechanism];
  const hmac = (key: Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest();
  const salted = pbkdf2Sync(password.normalize('NFKC'), Buffer.from(salt, 'base64'), Number(iterations), length, hash);
  const clientKey = hmac(salted, 'Client Key');
  const withoutProof = `c=${Buffer.from(gs2Header(clientFirst)).toString('base64')},r=${nonce}`;
  const message = `${clientFirst.slice(gs2Header(clientFirst).length)},${serverFirst},${withoutProof}`;
  const signature = hmac(createHash(hash).update(clientKey).digest(), message);
  const proof = Buffer.from(clientKey.map((byte, i) => byte ^ (signature[i] as number)));
  return {
    clientFinal: `${withoutProof},p=${proof.toString('base64')}`,
    serverFinal: `v=${hmac(hmac(salted, 'Server Key'), message).toString('base64')}`,
  };
}

/** Who logs in, of the client's first message. */
export function scramUser(clientFirst: string): string | undefined {
  const name = /^[^,]*,[^,]*,(?:m=[^,]*,)?n=([^,]+),r=/.exec(clientFirst)?.[1];
  return name === undefined ? undefined : fromSaslName(name);
}

/** `n,a=somebody,` */
function gs2Header(clientFirst: string): string {
  return /^[^,]*,[^,]*,/.exec(clientFirst)?.[0] ?? '';
}
