import { createHmac } from 'node:crypto';
import { ErrorCode } from '@k/wire';
import type { Clock, Random } from '@k/runtime';
import { EntryChanges, toBytes, toText, type Durable } from '../storage/durable.ts';
import type { ScramMechanism } from './scram-keys.ts';
import { scramCredential, type ScramCredential } from './scram-server.ts';

export interface DelegationTokenSettings {
  readonly secretKey: string;
  readonly maxLifetimeMs: number;
  readonly expiryTimeMs: number;
  readonly expiryCheckIntervalMs: number;
}

/** All in ms since the epoch; principals as `User:alice`. */
export interface DelegationToken {
  readonly tokenId: string;
  readonly hmac: Buffer;
  readonly owner: string;
  readonly requester: string;
  readonly renewers: readonly string[];
  readonly issueTimestampMs: number;
  readonly maxTimestampMs: number;
  readonly expiryTimestampMs: number;
}

interface TokenState extends Omit<DelegationToken, 'hmac'> {
  readonly hmac: string;
}

/** Kafka's for what is made of tokens. */
const ITERATIONS = 4096;
const SALT_BYTES = 16;

/** The delegation tokens of a cluster (KIP-48). Kafka: DelegationTokenControlManager. */
export class DelegationTokens implements Durable<TokenState> {
  readonly name = 'delegation-tokens';
  readonly changes = new EntryChanges();
  readonly #settings: DelegationTokenSettings;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #startMs: number;
  readonly #tokens = new Map<string, DelegationToken>();
  readonly #credentials = new Map<string, ScramCredential>();

  constructor(settings: DelegationTokenSettings, clock: Clock, random: Random) {
    this.#settings = settings;
    this.#clock = clock;
    this.#random = random;
    this.#startMs = clock.now();
  }

  /** @param maxLifetimeMs 0 or less: as long as the broker allows */
  create(init: Pick<DelegationToken, 'owner' | 'requester' | 'renewers'>, maxLifetimeMs: number): DelegationToken {
    const now = this.#clock.now();
    const { maxLifetimeMs: most, expiryTimeMs, secretKey } = this.#settings;
    const maxTimestampMs = now + (maxLifetimeMs > 0 ? Math.min(most, maxLifetimeMs) : most);
    const tokenId = this.#random.bytes(16).toString('base64url');
    const token: DelegationToken = {
      ...init,
      tokenId,
      hmac: createHmac('sha512', secretKey).update(tokenId).digest(),
      issueTimestampMs: now,
      maxTimestampMs,
      expiryTimestampMs: Math.min(maxTimestampMs, now + expiryTimeMs),
    };
    this.#tokens.set(tokenId, token);
    this.changes.mark(tokenId);
    return token;
  }

  /** @returns when it ends now, or the error code */
  renew(requester: string, hmac: Uint8Array, renewPeriodMs: number): { expiryTimestampMs: number } | number {
    const token = this.#find(hmac);
    if (token === undefined) return ErrorCode.DELEGATION_TOKEN_NOT_FOUND;
    if (this.#isExpired(token)) return ErrorCode.DELEGATION_TOKEN_EXPIRED;
    if (!isOwnerOrRenewer(token, requester)) return ErrorCode.DELEGATION_TOKEN_OWNER_MISMATCH;
    const { expiryTimeMs } = this.#settings;
    return this.#end(token, renewPeriodMs > 0 ? Math.min(expiryTimeMs, renewPeriodMs) : expiryTimeMs);
  }

  /** @param expiryTimePeriodMs negative: it is gone at once */
  expire(requester: string, hmac: Uint8Array, expiryTimePeriodMs: number): { expiryTimestampMs: number } | number {
    const token = this.#find(hmac);
    if (token === undefined) return ErrorCode.DELEGATION_TOKEN_NOT_FOUND;
    if (!isOwnerOrRenewer(token, requester)) return ErrorCode.DELEGATION_TOKEN_OWNER_MISMATCH;
    if (expiryTimePeriodMs < 0) {
      this.#forget(token);
      return { expiryTimestampMs: this.#clock.now() };
    }
    if (this.#isExpired(token)) return ErrorCode.DELEGATION_TOKEN_EXPIRED;
    return this.#end(token, expiryTimePeriodMs);
  }

  get all(): DelegationToken[] {
    this.#sweep();
    return [...this.#tokens.values()];
  }

  token(tokenId: string): DelegationToken | undefined {
    this.#sweep();
    return this.#tokens.get(tokenId);
  }

  /** What a client logs in with that has the token: its HMAC is the password. */
  credential(mechanism: ScramMechanism, { tokenId, hmac }: DelegationToken): ScramCredential {
    const key = `${mechanism} ${tokenId}`;
    const known = this.#credentials.get(key);
    if (known !== undefined) return known;
    const salt = this.#random.bytes(SALT_BYTES);
    const credential = scramCredential(mechanism, hmac.toString('base64'), ITERATIONS, salt);
    this.#credentials.set(key, credential);
    return credential;
  }

  keys(): Iterable<string> {
    return this.#tokens.keys();
  }

  capture(key: string): TokenState | undefined {
    const token = this.#tokens.get(key);
    return token && { ...token, hmac: toText(token.hmac) };
  }

  restore(entries: ReadonlyMap<string, TokenState>): void {
    this.#tokens.clear();
    this.#credentials.clear();
    for (const [key, token] of entries) this.#tokens.set(key, { ...token, hmac: toBytes(token.hmac) });
  }

  #find(hmac: Uint8Array): DelegationToken | undefined {
    return this.all.find((token) => token.hmac.equals(hmac));
  }

  #isExpired({ maxTimestampMs, expiryTimestampMs }: DelegationToken): boolean {
    const now = this.#clock.now();
    return maxTimestampMs < now || expiryTimestampMs < now;
  }

  #end(token: DelegationToken, afterMs: number): { expiryTimestampMs: number } {
    const expiryTimestampMs = Math.min(token.maxTimestampMs, this.#clock.now() + afterMs);
    this.#tokens.set(token.tokenId, { ...token, expiryTimestampMs });
    this.changes.mark(token.tokenId);
    return { expiryTimestampMs };
  }

  #forget({ tokenId }: DelegationToken): void {
    this.#tokens.delete(tokenId);
    this.changes.mark(tokenId);
    for (const mechanism of ['SCRAM-SHA-256', 'SCRAM-SHA-512']) this.#credentials.delete(`${mechanism} ${tokenId}`);
  }

  /** As Kafka, which looks for expired ones now and then: until it does, they can be seen and used. */
  #sweep(): void {
    const { expiryCheckIntervalMs } = this.#settings;
    const checks = Math.floor((this.#clock.now() - this.#startMs) / expiryCheckIntervalMs);
    const lastCheckMs = this.#startMs + checks * expiryCheckIntervalMs;
    for (const token of this.#tokens.values()) {
      if (token.expiryTimestampMs < lastCheckMs || token.maxTimestampMs < lastCheckMs) this.#forget(token);
    }
  }
}

export function isOwnerOrRenewer({ owner, renewers }: DelegationToken, principal: string): boolean {
  return owner === principal || renewers.includes(principal);
}
