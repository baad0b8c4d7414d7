import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';

export interface Twist {
  readonly nonce?: string;
  readonly iterations?: string;
  readonly signature?: string;
}

/** The server's side of SCRAM, from RFC 5802 and for tests; `twist` spoils what it says. */
export class ScramServer {
  readonly #hash: 'sha256' | 'sha512';
  readonly #password: string;
  readonly #twist: Twist;
  #clientBare = '';
  #serverFirst = '';
  username = '';

  constructor(hash: 'sha256' | 'sha512', password: string, twist: Twist = {}) {
    this.#hash = hash;
    this.#password = password;
    this.#twist = twist;
  }

  /** The next answer, or undefined to refuse. */
  answer(message: string): string | undefined {
    if (this.#clientBare === '') {
      this.#clientBare = message.slice(3);
      this.username = /n=([^,]*)/.exec(message)?.[1] ?? '';
      const nonce = `${/r=([^,]*)/.exec(message)?.[1] ?? ''}server`;
      this.#serverFirst = `r=${this.#twist.nonce ?? nonce},s=${Buffer.from('salt').toString('base64')},i=${this.#twist.iterations ?? '4096'}`;
      return this.#serverFirst;
    }
    const [withoutProof = '', proof = ''] = message.split(',p=');
    const length = this.#hash === 'sha256' ? 32 : 64;
    const salted = pbkdf2Sync(this.#password, 'salt', 4096, length, this.#hash);
    const hmac = (key: Uint8Array, text: string): Buffer => createHmac(this.#hash, key).update(text).digest();
    const authMessage = `${this.#clientBare},${this.#serverFirst},${withoutProof}`;
    const storedKey = createHash(this.#hash).update(hmac(salted, 'Client Key')).digest();
    const signature = hmac(storedKey, authMessage);
    const clientKey = Buffer.from(proof, 'base64').map((byte, i) => byte ^ signature[i]!);
    if (!timingSafeEqual(createHash(this.#hash).update(clientKey).digest(), storedKey)) return undefined;
    return `v=${this.#twist.signature ?? hmac(hmac(salted, 'Server Key'), authMessage).toString('base64')}`;
  }
}
