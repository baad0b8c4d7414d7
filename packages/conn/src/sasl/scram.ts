import { refuse, reveal, type SaslContext, type SaslExchange, type SaslMechanism, type Secret } from './mechanism.ts';
import { SaltedPasswords, ScramConversation } from './scram-conversation.ts';

export interface ScramOptions {
  /** Who we are. */
  readonly username: string;
  /** Text, or a function that gives it. */
  readonly password: Secret;
  /** `username` is the id of a delegation token, `password` its HMAC (KIP-48). @default false */
  readonly tokenAuth?: boolean | undefined;
}

const HASHES = { 'SCRAM-SHA-256': 'sha256', 'SCRAM-SHA-512': 'sha512' } as const;

/** Both sides prove that they know the password, and neither sends it (RFC 5802, RFC 7677). */
export class ScramMechanism implements SaslMechanism {
  readonly name: keyof typeof HASHES;
  readonly #options: ScramOptions;
  readonly #passwords = new SaltedPasswords();

  constructor(name: keyof typeof HASHES, options: ScramOptions) {
    this.name = name;
    this.#options = { ...options };
  }

  async authenticate(exchange: SaslExchange, { broker, random }: SaslContext): Promise<void> {
    const { username, password: secret, tokenAuth = false } = this.#options;
    const password = await reveal(secret, this.name, broker);
    const nonce = random.bytes(24).toString('base64');
    const passwords = this.#passwords;
    const conversation = new ScramConversation({ hash: HASHES[this.name], username, nonce, passwords, tokenAuth });
    const check = <T>(step: () => T): T => {
      try {
        return step();
      } catch (error) {
        throw refuse(this.name, broker, (error as Error).message, error);
      }
    };
    const serverFirst = (await exchange(Buffer.from(conversation.first()))).toString();
    const final = check(() => conversation.final(serverFirst, password));
    const serverFinal = (await exchange(Buffer.from(final))).toString();
    check(() => conversation.verify(serverFinal));
  }
}
