import { createHmac } from 'node:crypto';
import { fromSaslName } from '../../security/sasl-name.ts';
import { hashOf, saltPassword, scramKeys, type ScramMechanism } from '../../security/scram-keys.ts';

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
  mechanism: ScramMechanism,
  password: string,
  clientFirst: string,
  serverFirst: string,
): ScramProof | undefined {
  const [, nonce, salt, iterations] = /^r=([^,]+),s=([^,]+),i=(\d+)/.exec(serverFirst) ?? [];
  if (nonce === undefined || salt === undefined) return undefined;
  const salted = saltPassword(mechanism, password, {
    salt: Buffer.from(salt, 'base64'),
    iterations: Number(iterations),
  });
  const { clientKey, storedKey, serverKey } = scramKeys(mechanism, salted);
  const withoutProof = `c=${Buffer.from(gs2Header(clientFirst)).toString('base64')},r=${nonce}`;
  const hmac = (key: Buffer, text: string): Buffer => createHmac(hashOf(mechanism), key).update(text).digest();
  const message = `${clientFirst.slice(gs2Header(clientFirst).length)},${serverFirst},${withoutProof}`;
  const signature = hmac(storedKey, message);
  const proof = Buffer.from(clientKey.map((byte, i) => byte ^ (signature[i] as number)));
  return {
    clientFinal: `${withoutProof},p=${proof.toString('base64')}`,
    serverFinal: `v=${hmac(serverKey, message).toString('base64')}`,
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
