import { reveal, refuse, type SaslContext, type SaslExchange, type SaslMechanism, type Secret } from './mechanism.ts';

/** Name and password as they are (RFC 4616): anyone who listens has them, so over TLS only. */
export class PlainMechanism implements SaslMechanism {
  readonly name = 'PLAIN';
  readonly #username: string;
  readonly #password: Secret;

  constructor(options: { readonly username: string; readonly password: Secret }) {
    this.#username = options.username;
    this.#password = options.password;
  }

  async authenticate(exchange: SaslExchange, context: SaslContext): Promise<void> {
    const password = await reveal(this.#password);
    if (`${this.#username}${password}`.includes('\0')) {
      throw refuse(this.name, context.broker, 'neither user name nor password may hold a NUL character');
    }
    await exchange(Buffer.from(`\0${this.#username}\0${password}`));
  }
}
