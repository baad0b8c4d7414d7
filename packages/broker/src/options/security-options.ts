import { z } from '@k/runtime';

/** Who may do what (Kafka: StandardAuthorizer). The rules (ACLs) themselves come by CreateAcls. */
export interface BrokerAuthorizerOptions {
  /** [super.users] Who may do everything, e.g. `['User:admin']`; `User:ANONYMOUS` is whoever comes in without a name. @default none */
  readonly superUsers?: string[] | undefined;
  /** [allow.everyone.if.no.acl.found] Whether everybody may do what no rule is about. @default false */
  readonly allowEveryoneIfNoAclFound?: boolean | undefined;
}

/** Delegation tokens (KIP-48): who has one logs in as its owner, by SCRAM. */
export interface BrokerDelegationTokenOptions {
  /** [delegation.token.secret.key] What the HMACs of tokens are made with. @default 'secret' */
  readonly secretKey?: string | undefined;
  /** [delegation.token.max.lifetime.ms] How long a token can live, however often it is renewed. @default 604_800_000 */
  readonly maxLifetimeMs?: number | undefined;
  /** [delegation.token.expiry.time.ms] How long it lives without being renewed. @default 86_400_000 */
  readonly expiryTimeMs?: number | undefined;
  /** [delegation.token.expiry.check.interval.ms] After how many ms again expired ones are taken away. @default 3_600_000 */
  readonly expiryCheckIntervalMs?: number | undefined;
}
/** Who may do what, beside what listeners ask for. Names in [brackets] are Kafka's own. */
export interface BrokerSecurityOptions {
  /** [authorizer.class.name] Switches access control on. @default none: nobody is refused, and ACLs are SECURITY_DISABLED */
  readonly authorizer?: BrokerAuthorizerOptions | undefined;
  /** Switches delegation tokens on. @default none: asking for them is DELEGATION_TOKEN_AUTH_DISABLED */
  readonly delegationTokens?: BrokerDelegationTokenOptions | undefined;
}

/** The checks and defaults of {@link BrokerSecurityOptions}. */
export const securityFields = {
  authorizer: z
    .strictObject({
      superUsers: z.array(z.string().regex(/^[^:]+:/, 'expected a principal such as User:admin')).default([]),
      allowEveryoneIfNoAclFound: z.boolean().default(false),
    })
    .optional(),
  delegationTokens: z
    .strictObject({
      secretKey: z.string().min(1).default('secret'),
      maxLifetimeMs: z.int().min(1).default(604_800_000),
      expiryTimeMs: z.int().min(1).default(86_400_000),
      expiryCheckIntervalMs: z.int().min(1).default(3_600_000),
    })
    .optional(),
};
