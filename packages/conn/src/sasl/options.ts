import { parseOptions } from '@k/wire';
import { z } from '@k/runtime';
import { checkInner } from '../inner-options.ts';
import { GssapiMechanism, type GssapiOptions } from './gssapi.ts';
import type { SaslMechanism } from './mechanism.ts';
import { OAuthBearerMechanism, type OAuthTokenProvider } from './oauthbearer.ts';
import { oidcOptions, oidcProvider, type OidcOptions } from './oidc.ts';
import { aFunction, secret, text } from './option-types.ts';
import { PlainMechanism, type PlainOptions } from './plain.ts';
import { ScramMechanism, type ScramOptions } from './scram.ts';

interface Mechanism<Name extends string> {
  /** How the client says who it is. Of PLAIN, SCRAM and OAUTHBEARER the brokers' `sasl.enabled.mechanisms` has a list. */
  readonly mechanism: Name;
}

interface OAuthBearerOptions extends Mechanism<'OAUTHBEARER'> {
  /** Whom to act as, instead of as the token's own principal. Kafka's own server takes no other than that. @default none */
  readonly authorizationId?: string | undefined;
}

interface OAuthByFunction {
  /** Gives a token whenever one is needed. Either this or `oidc`. */
  readonly token: OAuthTokenProvider;
  readonly oidc?: undefined;
}

interface OAuthByOidc {
  /** Gets tokens from an OpenID Connect provider. Either this or `token`. */
  readonly oidc: OidcOptions;
  readonly token?: undefined;
}

/** What the `sasl` option takes; {@link SaslMechanism} is the door for all other mechanisms. */
export type SaslOptions =
  | (Mechanism<'PLAIN'> & PlainOptions)
  | (Mechanism<'SCRAM-SHA-256' | 'SCRAM-SHA-512'> & ScramOptions)
  | (OAuthBearerOptions & OAuthByFunction)
  | (OAuthBearerOptions & OAuthByOidc)
  | (Mechanism<'GSSAPI'> & GssapiOptions)
  | SaslMechanism;

const scram = { username: text, password: secret, tokenAuth: z.boolean().optional() };
/** Unlike the others it may be empty: RFC 4616 says no, servers may say yes. */
const plainPassword = z.union([z.string(), aFunction], 'expected text, or a function that gives it');

const schemas = {
  PLAIN: z.strictObject({
    mechanism: z.string(),
    username: text,
    password: plainPassword,
    authorizationId: z.string().optional(),
  }),
  'SCRAM-SHA-256': z.strictObject({ mechanism: z.string(), ...scram }),
  'SCRAM-SHA-512': z.strictObject({ mechanism: z.string(), ...scram }),
  OAUTHBEARER: z
    .strictObject({
      mechanism: z.string(),
      token: aFunction.optional(),
      oidc: oidcOptions.optional(),
      authorizationId: z.string().optional(),
    })
    .refine(({ token, oidc }) => (token === undefined) !== (oidc === undefined), {
      error: 'expected either `token`, a function, or `oidc`',
      path: ['token'],
    }),
  GSSAPI: z.strictObject({
    mechanism: z.string(),
    serviceName: text.optional(),
    principal: text.optional(),
    kerberos: z.custom((value) => typeof value === 'object' && value !== null, 'expected the module').optional(),
  }),
};

function isMechanism(value: object): value is SaslMechanism {
  return 'authenticate' in value && typeof value.authenticate === 'function';
}

/**
 * The mechanism for what the `sasl` option takes. Secrets are in private fields from here on, and no printing shows them.
 * @throws ConfigError that names every wrong option
 */
export function mechanismFor(options: SaslOptions): SaslMechanism {
  return parseOptions('mechanismFor()', saslSchema, options);
}

function mechanismOf(options: SaslOptions): SaslMechanism {
  if (isMechanism(options)) return options;
  switch (options.mechanism) {
    case 'PLAIN':
      return new PlainMechanism(options);
    case 'SCRAM-SHA-256':
    case 'SCRAM-SHA-512':
      return new ScramMechanism(options.mechanism, options);
    case 'OAUTHBEARER':
      return new OAuthBearerMechanism(options.token ?? oidcProvider(options.oidc), options.authorizationId);
    case 'GSSAPI':
      return new GssapiMechanism(options);
  }
}

/** The `sasl` option: checked, and made a {@link SaslMechanism}, which is taken again when options are handed on. */
const saslSchema = z
  .custom<SaslOptions>(
    (value) => typeof value === 'object' && value !== null,
    'expected { mechanism, ... } or a SaslMechanism',
  )
  .superRefine((value, context) => {
    if (isMechanism(value)) {
      if (typeof value.name !== 'string')
        context.addIssue({ code: 'custom', path: ['name'], message: 'expected text' });
      return;
    }
    const { mechanism } = value;
    const schema = Object.hasOwn(schemas, mechanism) ? schemas[mechanism] : undefined;
    if (schema !== undefined) checkInner(schema, value, context);
    else {
      const names = Object.keys(schemas).join(', ');
      context.addIssue({
        code: 'custom',
        path: ['mechanism'],
        message: `expected one of ${names}, or an object with \`name\` and \`authenticate\``,
      });
    }
  })
  .transform(mechanismOf);

export const saslOption = saslSchema.optional();
