import type * as nodeCrypto from 'node:crypto';

/** RFC 7677 and Kafka ask for at least so many; fewer would make a stolen proof cheap to guess from. */
const MIN_ITERATIONS = 4_096;

/** Kafka stores at most 16,384. Far more would be a server that wants to keep this process busy. */
const MAX_ITERATIONS = 131_072;

/** Loaded at its first use: it takes milliseconds, and few connections authenticate in this way. */
const crypto = (): typeof nodeCrypto => process.getBuiltinModule('node:crypto');

export type ScramHash = 'sha1' | 'sha256' | 'sha512';

/** PBKDF2 of the last password, salt and count: each connection would else spend milliseconds on the same sum. */
export class SaltedPasswords {
  #last: { readonly key: string; readonly salted: Buffer } | undefined;

  get(hash: ScramHash, password: string, salt: Buffer, iterations: number): Buffer {
    // A digest, so that the password is not kept around longer than its owner keeps it.
    const key = crypto()
      .createHash('sha256')
      .update(`${hash} ${iterations} ${salt.toString('hex')} ${password}`)
      .digest('hex');
    if (this.#last?.key === key) return this.#last.salted;
    const length = crypto().createHash(hash).digest().byteLength;
    const salted = crypto().pbkdf2Sync(password, salt, iterations, length, hash);
    this.#last = { key, salted };
    return salted;
  }
}

/**
 * The client's side of one SCRAM exchange (RFC 5802), without any I/O: `first()`, `final()`, `verify()`. Each throws an
 * Error with the reason when the server's message is not to be trusted.
 *
 * Names and passwords are used as UTF-8, without SASLprep: Kafka stores credentials so.
 */
export class ScramConversation {
  readonly #hash: ScramHash;
  readonly #nonce: string;
  readonly #bare: string;
  readonly #passwords: SaltedPasswords;
  #serverSignature: Buffer | undefined;

  constructor(init: {
    hash: ScramHash;
    username: string;
    nonce: string;
    passwords?: SaltedPasswords;
    /** The user is a delegation token's id, its password the token's HMAC (KIP-48). */
    tokenAuth?: boolean;
  }) {
    this.#hash = init.hash;
    this.#nonce = init.nonce;
    this.#passwords = init.passwords ?? new SaltedPasswords();
    const name = init.username.replaceAll('=', '=3D').replaceAll(',', '=2C');
    this.#bare = `n=${name},r=${init.nonce}${init.tokenAuth === true ? ',tokenauth=true' : ''}`;
  }

  first(): string {
    return `n,,${this.#bare}`;
  }

  final(serverFirst: string, password: string): string {
    const fields = fieldsOf(serverFirst);
    const nonce = fields.get('r') ?? '';
    // A nonce that does not go on from ours is the answer to somebody else: a replay.
    if (!nonce.startsWith(this.#nonce) || nonce.length === this.#nonce.length) {
      throw new Error("the broker's nonce does not continue the client's");
    }
    const salt = Buffer.from(fields.get('s') ?? '', 'base64');
    if (salt.byteLength === 0) throw new Error('the broker sent no salt');
    const count = fields.get('i') ?? '';
    const iterations = Number(count);
    if (!/^\d+$/.test(count) || iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
      throw new Error(
        `the broker asks for ${/^\d{1,20}$/.test(count) ? count : 'an unreadable number of'} iterations; ${MIN_ITERATIONS} to ${MAX_ITERATIONS} are accepted`,
      );
    }
    const salted = this.#passwords.get(this.#hash, password, salt, iterations);
    const clientKey = this.#hmac(salted, 'Client Key');
    const storedKey = crypto().createHash(this.#hash).update(clientKey).digest();
    const withoutProof = `c=biws,r=${nonce}`;
    const authMessage = `${this.#bare},${serverFirst},${withoutProof}`;
    const clientSignature = this.#hmac(storedKey, authMessage);
    const proof = Buffer.from(clientKey.map((byte, i) => byte ^ (clientSignature[i] as number)));
    this.#serverSignature = this.#hmac(this.#hmac(salted, 'Server Key'), authMessage);
    return `${withoutProof},p=${proof.toString('base64')}`;
  }

  /** Whether the server knows the password too. */
  verify(serverFinal: string): void {
    const fields = fieldsOf(serverFinal);
    const error = fields.get('e');
    if (error !== undefined) throw new Error(`the broker says: ${error}`);
    const signature = Buffer.from(fields.get('v') ?? '', 'base64');
    const expected = this.#serverSignature;
    if (expected?.byteLength !== signature.byteLength || !crypto().timingSafeEqual(expected, signature)) {
      throw new Error("the broker's signature is wrong: it does not know the password, so it may not be the broker");
    }
  }

  #hmac(key: Uint8Array, text: string): Buffer {
    return crypto().createHmac(this.#hash, key).update(text).digest();
  }
}

/** `r=abc,s=def=,i=4096` by their letters. An unknown mandatory extension (`m=`) is an error (RFC 5802, 5.1). */
function fieldsOf(message: string): Map<string, string> {
  const fields = new Map(message.split(',').map((field) => [field.slice(0, 1), field.slice(2)]));
  if (fields.has('m')) throw new Error('the broker demands an extension of SCRAM that is not known here');
  return fields;
}
