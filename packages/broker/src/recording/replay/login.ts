import {
  SaslAuthenticate,
  SaslHandshake,
  type SaslAuthenticateRequest,
  type SaslAuthenticateResponse,
  type SaslHandshakeRequest,
} from '@k/wire';
import type { RecordedExchange } from '../recorded-exchange.ts';
import type { AnswerDifference } from './answer-differences.ts';
import { isScram } from '../../security/scram-keys.ts';
import { scramProof, scramUser, type ScramProof } from './scram-proof.ts';

/** What clients log in with at the other broker. */
export interface ReplaySasl {
  /** Passwords by user: SCRAM needs them, PLAIN has them in place of those of the recording. */
  readonly users?: Readonly<Record<string, string>> | undefined;
  /** The token of OAUTHBEARER, made of the one in the recording, which is over as a rule. */
  readonly token?: ((recorded: string) => string | Promise<string>) | undefined;
}

/** How the logins of one connection go again. What has a nonce, or ends, is made anew; the rest goes as it was recorded. */
export class ReplayedLogin {
  readonly #sasl: ReplaySasl;
  #mechanism = '';
  #clientFirst: string | undefined;
  #serverFirst = '';
  #proof: ScramProof | undefined;

  constructor(sasl: ReplaySasl) {
    this.#sasl = sasl;
  }

  /** The body to be sent for that of the recording. */
  async request({ apiKey, request, response }: RecordedExchange): Promise<object> {
    if (apiKey === SaslHandshake.key) {
      this.#mechanism = (request as SaslHandshakeRequest).mechanism;
      this.#clientFirst = undefined;
    }
    if (apiKey !== SaslAuthenticate.key) return request;
    const token = (request as SaslAuthenticateRequest).authBytes.toString('utf8');
    const isTaken = (response as SaslAuthenticateResponse | null)?.errorCode === 0;
    return { ...request, authBytes: Buffer.from(await this.#token(token, isTaken)) };
  }

  /** @param isTaken whether the recorded answer was that it is right */
  async #token(recorded: string, isTaken: boolean): Promise<string> {
    const { users = {}, token } = this.#sasl;
    if (this.#mechanism === 'PLAIN') {
      const [authorizationId = '', user = '', password = ''] = recorded.split('\0');
      return [authorizationId, user, isTaken ? (users[user] ?? password) : password].join('\0');
    }
    if (this.#mechanism === 'OAUTHBEARER') {
      const bearer = /(?<=\x01auth=bearer +)[^\x01]+/i;
      const old = bearer.exec(recorded)?.[0];
      if (old === undefined || token === undefined) return recorded;
      const renewed = await token(old);
      return recorded.replace(bearer, () => renewed);
    }
    return isScram(this.#mechanism) ? this.#scram(recorded, isTaken) : recorded;
  }

  #scram(recorded: string, isTaken: boolean): string {
    if (this.#clientFirst === undefined) {
      this.#clientFirst = recorded;
      return recorded;
    }
    const password = this.#sasl.users?.[scramUser(this.#clientFirst) ?? ''];
    // A proof that was wrong is wrong again as it is.
    if (!isTaken || password === undefined || !isScram(this.#mechanism)) return recorded;
    this.#proof = scramProof(this.#mechanism, password, this.#clientFirst, this.#serverFirst);
    return this.#proof?.clientFinal ?? recorded;
  }

  /** What of the differences is none, as nonces, salts and what is left of a token's time differ; and a broker that does not know the password is one. */
  differences(
    { apiKey }: RecordedExchange,
    replayed: object,
    found: readonly AnswerDifference[],
  ): readonly AnswerDifference[] {
    if (apiKey !== SaslAuthenticate.key) return found;
    if (this.#mechanism === 'OAUTHBEARER') return found.filter(({ path }) => path !== 'sessionLifetimeMs');
    if (!isScram(this.#mechanism)) return found;
    const { authBytes, errorCode } = replayed as SaslAuthenticateResponse;
    const others = found.filter(({ path }) => path !== 'authBytes');
    const proof = this.#proof;
    this.#proof = undefined;
    if (proof === undefined) this.#serverFirst = authBytes.toString('utf8');
    else if (errorCode === 0 && authBytes.toString('utf8') !== proof.serverFinal) {
      return [...others, { path: 'authBytes', recorded: Buffer.from(proof.serverFinal), replayed: authBytes }];
    }
    return others;
  }
}
