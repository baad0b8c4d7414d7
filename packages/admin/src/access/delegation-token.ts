/** A delegation token. Its HMAC, the password to log in with, is only told to who asks for it by name: no log shows it. */
export class DelegationToken {
  /** The user name to log in with, by SCRAM and `tokenAuth`. */
  readonly tokenId: string;
  /** Whom it logs in: `User:alice`. */
  readonly owner: string;
  /** Who asked for it; undefined before Kafka 3.3. */
  readonly requester: string | undefined;
  /** Who may renew it, beside its owner. */
  readonly renewers: readonly string[];
  /** When it was made, milliseconds since 1970. */
  readonly issueTimestamp: number;
  /** When it ends if it is not renewed, milliseconds since 1970. */
  readonly expiryTimestamp: number;
  /** When it ends even if it is renewed, milliseconds since 1970. */
  readonly maxTimestamp: number;
  readonly #hmac: Buffer;

  constructor(init: {
    readonly tokenId: string;
    readonly owner: string;
    readonly requester: string | undefined;
    readonly renewers: readonly string[];
    readonly issueTimestamp: bigint;
    readonly expiryTimestamp: bigint;
    readonly maxTimestamp: bigint;
    readonly hmac: Uint8Array;
  }) {
    this.tokenId = init.tokenId;
    this.owner = init.owner;
    this.requester = init.requester;
    this.renewers = init.renewers;
    this.issueTimestamp = Number(init.issueTimestamp);
    this.expiryTimestamp = Number(init.expiryTimestamp);
    this.maxTimestamp = Number(init.maxTimestamp);
    // What was received is a view over memory that is used again.
    this.#hmac = Buffer.from(init.hmac);
  }

  /** Secret: what renews and ends the token. */
  get hmac(): Buffer {
    return Buffer.from(this.#hmac);
  }

  /** Secret: the password to log in with. */
  get hmacAsBase64(): string {
    return this.#hmac.toString('base64');
  }

  /** For console.log and util.inspect, which would show the secrets when they are asked to show getters. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    return `DelegationToken ${inspect(Object.fromEntries(Object.entries(this)), options)}`;
  }
}
