import type { Clock, Random } from '@k/runtime';
import type { ListenerSettings } from '../options/listener-settings.ts';
import type { SaslMechanismName } from './mechanisms.ts';
import { OauthbearerServer, unsecuredJws } from './oauthbearer-server.ts';
import { PlainServer } from './plain-server.ts';
import type { SaslServer } from './sasl-server.ts';
import type { DelegationTokens } from './delegation-tokens.ts';
import { scramCredential, ScramServer, type ScramCredential, type ScramIdentity } from './scram-server.ts';
import type { ScramMechanism } from './scram-keys.ts';
import type { ScramUsers } from './scram-users.ts';

const SALT_BYTES = 16;

/** What a SASL listener knows: mechanisms, users and their keys. Shared by its connections. */
export class SaslSettings {
  readonly mechanisms: readonly SaslMechanismName[];
  /** [connections.max.reauth.ms] 0: never. */
  readonly maxReauthMs: number;
  readonly #servers = new Map<string, () => SaslServer>();

  constructor(
    options: NonNullable<ListenerSettings['sasl']>,
    init: {
      clock: Clock;
      random: Random;
      nonceCheck: 'equal' | 'suffix';
      scramUsers: ScramUsers;
      /** Undefined: nobody logs in by tokens. */
      delegationTokens: DelegationTokens | undefined;
    },
  ) {
    const { random, clock, nonceCheck, scramUsers, delegationTokens } = init;
    this.mechanisms = options.mechanisms;
    this.maxReauthMs = options.maxReauthMs;
    const users = new Map(Object.entries(options.users));
    const validate = options.validateToken ?? unsecuredJws(() => clock.now());
    const scram = (mechanism: ScramMechanism): (() => SaslServer) => {
      // Derived when first asked for: it takes milliseconds a user, and most tests use one mechanism.
      const credentials = new Map<string, ScramCredential>();
      for (const user of users.keys()) scramUsers.give(mechanism, user, options.scramIterations);
      const givenTo = (user: string): ScramCredential | undefined => {
        const password = users.get(user);
        let credential = credentials.get(user);
        if (password === undefined || credential !== undefined) return credential;
        credential = scramCredential(mechanism, password, options.scramIterations, random.bytes(SALT_BYTES));
        credentials.set(user, credential);
        return credential;
      };
      const lookUp = (name: string, isToken: boolean): ScramIdentity | undefined => {
        if (isToken) return byToken(mechanism, name, delegationTokens);
        const credential = scramUsers.credential(mechanism, name, () => givenTo(name));
        return credential === undefined ? undefined : { credential, authenticated: { principal: name } };
      };
      return () => new ScramServer({ mechanism, lookUp, random, nonceCheck });
    };
    const makers: Record<SaslMechanismName, () => () => SaslServer> = {
      PLAIN: () => () => new PlainServer((user) => users.get(user)),
      'SCRAM-SHA-256': () => scram('SCRAM-SHA-256'),
      'SCRAM-SHA-512': () => scram('SCRAM-SHA-512'),
      OAUTHBEARER: () => () => new OauthbearerServer(validate),
    };
    for (const mechanism of this.mechanisms) this.#servers.set(mechanism, makers[mechanism]());
  }

  /** The server's side of a new exchange; undefined when the mechanism is not enabled. */
  server(mechanism: string): SaslServer | undefined {
    return this.#servers.get(mechanism)?.();
  }
}

/** Who has the token with this id is its owner, until it ends. */
function byToken(
  mechanism: ScramMechanism,
  tokenId: string,
  tokens: DelegationTokens | undefined,
): ScramIdentity | undefined {
  const token = tokens?.token(tokenId);
  if (tokens === undefined || token === undefined) return undefined;
  const principal = token.owner.slice(token.owner.indexOf(':') + 1);
  const authenticated = { principal, tokenAuthenticated: true, expiresAtMs: token.expiryTimestampMs };
  return { credential: tokens.credential(mechanism, token), authenticated };
}
