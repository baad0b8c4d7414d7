import { reveal, refuse, type SaslContext, type SaslExchange, type SaslMechanism, type Secret } from './mechanism.ts';

export interface PlainOptions {
  /** Who we are. */
  readonly username: string;
  /** Text, or a function that gives it. May be empty, though Kafka's own server refuses that. */
  readonly password: Secret;
  /** Whom to act as, instead of as `username`. Kafka's own server takes no other than that. @default none */
  readonly authorizationId?: string | undefined;
}

/** Name and password as they are (RFC 4616): anyone who listens has them, so over TLS only. */
export class PlainMechanism implements SaslMechanism {
  readonly name = 'PLAIN';
  readonly #username: string;
  readonly #password: Secret;
  readonly #authorizationId: string;

  constructor({ username, password, authorizationId = '' }: PlainOptions) {
    this.#username = username;
    this.#password = password;
    this.#authorizationId = authorizationId;
  }

  async authenticate(exchange: SaslExchange, context: SaslContext): Promise<void> {
    const password = await reveal(this.#password, this.name, context.broker);
    const parts = [this.#authorizationId, this.#username, password];
    if (parts.some((part) => part.includes('\0'))) {
      throw refuse(this.name, context.broker, 'neither user name nor password may hold a NUL character');
    }
    await exchange(Buffer.from(parts.join('\0')));
  }
}
