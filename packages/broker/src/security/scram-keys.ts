import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

export type ScramMechanism = 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

const HASHES = { 'SCRAM-SHA-256': ['sha256', 32], 'SCRAM-SHA-512': ['sha512', 64] } as const;

export function isScram(mechanism: string): mechanism is ScramMechanism {
  return mechanism in HASHES;
}

export function hashOf(mechanism: ScramMechanism): 'sha256' | 'sha512' {
  return HASHES[mechanism][0];
}

export function saltPassword(
  mechanism: ScramMechanism,
  password: string,
  { salt, iterations }: { readonly salt: Uint8Array; readonly iterations: number },
): Buffer {
  const [hash, length] = HASHES[mechanism];
  return pbkdf2Sync(password.normalize('NFKC'), salt, iterations, length, hash);
}

/** What is made of a salted password (RFC 5802, 3). */
export interface ScramKeys {
  /** Only the client has it. */
  readonly clientKey: Buffer;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

export function scramKeys(mechanism: ScramMechanism, saltedPassword: Uint8Array): ScramKeys {
  const hash = hashOf(mechanism);
  const clientKey = createHmac(hash, saltedPassword).update('Client Key').digest();
  return {
    clientKey,
    storedKey: createHash(hash).update(clientKey).digest(),
    serverKey: createHmac(hash, saltedPassword).update('Server Key').digest(),
  };
}
