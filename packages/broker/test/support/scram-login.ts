import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { SaslAuthenticate, SaslHandshake } from '@k/wire';
import type { RawClient } from './raw-client.ts';

/** Logs in by SCRAM (RFC 5802), by hand. @returns the last error code, and for how long the session is */
export async function scramLogin(
  client: RawClient,
  user: string,
  password: string,
  options: { mechanism?: 'SCRAM-SHA-256' | 'SCRAM-SHA-512'; extensions?: string } = {},
): Promise<{ errorCode: number; errorMessage: string | null; sessionLifetimeMs: bigint }> {
  const { mechanism = 'SCRAM-SHA-256', extensions = '' } = options;
  const [hash, length] = mechanism === 'SCRAM-SHA-256' ? (['sha256', 32] as const) : (['sha512', 64] as const);
  await client.request(SaslHandshake, 1, { mechanism });
  const bare = `n=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=abc${extensions}`;
  const first = await client.request(SaslAuthenticate, 2, { authBytes: Buffer.from(`n,,${bare}`) });
  if (first.errorCode !== 0) return first;
  const serverFirst = first.authBytes.toString();
  const [, nonce = '', salt = '', iterations = ''] = /r=([^,]*),s=([^,]*),i=(\d+)/.exec(serverFirst) ?? [];
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(iterations), length, hash);
  const clientKey = createHmac(hash, salted).update('Client Key').digest();
  const storedKey = createHash(hash).update(clientKey).digest();
  const withoutProof = `c=biws,r=${nonce}`;
  const signature = createHmac(hash, storedKey).update(`${bare},${serverFirst},${withoutProof}`).digest();
  const proof = Buffer.from(clientKey.map((byte, i) => byte ^ (signature[i] as number))).toString('base64');
  return await client.request(SaslAuthenticate, 2, { authBytes: Buffer.from(`${withoutProof},p=${proof}`) });
}

/** What AlterUserScramCredentials wants instead of a password. */
export function saltedPassword(password: string, salt: Buffer, iterations: number, mechanism: number): Buffer {
  return mechanism === 1
    ? pbkdf2Sync(password, salt, iterations, 32, 'sha256')
    : pbkdf2Sync(password, salt, iterations, 64, 'sha512');
}
