import { z } from 'zod';
import { checkInner } from '../inner-options.ts';
import { GssapiMechanism, type GssapiOptions } from './gssapi.ts';
import type { SaslMechanism, Secret } from './mechanism.ts';
import { OAuthBearerMechanism, type OAuthTokenProvider } from './oauthbearer.ts';
import { oidcProvider, type OidcOptions } from './oidc.ts';
import { PlainMechanism } from './plain.ts';
import { ScramMechanism, type ScramOptions } from './scram.ts';

/** What the `sasl` option takes; {@link SaslMechanism} is the door for all other mechanisms. */
export type SaslOptions =
  | { readonly mechanism: 'PLAIN'; readonly username: string; readonly password: Secret }
  | ({ readonly mechanism: 'SCRAM-SHA-256' | 'SCRAM-SHA-512' } & ScramOptions)
  | { readonly mechanism: 'OAUTHBEARER'; readonly token: OAuthTokenProvider; readonly oidc?: undefined }
  | { readonly mechanism: 'OAUTHBEARER'; readonly oidc: OidcOptions; readonly token?: undefined }
  | ({ readonly mechanism: 'GSSAPI' } & GssapiOptions)
  | SaslMechanism;

const text = z.string().min(1);
const aFunction = z.custom<() => unknown>((value) => typeof value === 'function', 'expected a function');
const secret = z.union([text, aFunction], 'expected text, or a function that gives it');
const texts = z.record(z.string(), z.string());
const scram = { username: text, password: secret, tokenAuth: z.boolean().optional() };

const oidc = z.strictObject({
  tokenEndpointUrl: z
    .url({ protocol: /^https?$/, error: 'expected an https:// URL' })
    // fetch refuses it, and tells the whole of it.
    .refine((url) => !URL.canParse(url) || `${new URL(url).username}${new URL(url).password}` === '', {
      error: 'expected a URL without user name and password: give them as clientId and clientSecret',
    }),
  clientId: text,
  clientSecret: secret,
  scope: z.string().optional(),
  parameters: texts.optional(),
  extensions: texts.optional(),
  timeoutMs: z.number().int().positive().optional(),
  fetch: aFunction.optional(),
});

const schemas = {
  PLAIN: z.strictObject({ mechanism: z.string(), username: text, password: secret }),
  'SCRAM-SHA-256': z.strictObject({ mechanism: z.string(), ...scram }),
  'SCRAM-SHA-512': z.strictObject({ mechanism: z.string(), ...scram }),
  OAUTHBEARER: z
    .strictObject({ mechanism: z.string(), token: aFunction.optional(), oidc: oidc.optional() })
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

/** The mechanism for checked options. Secrets are in private fields from here on, and no printing shows them. */
export function mechanismFor(options: SaslOptions): SaslMechanism {
  if (isMechanism(options)) return options;
  switch (options.mechanism) {
    case 'PLAIN':
      return new PlainMechanism(options);
    case 'SCRAM-SHA-256':
    case 'SCRAM-SHA-512':
      return new ScramMechanism(options.mechanism, options);
    case 'OAUTHBEARER':
      return new OAuthBearerMechanism(options.token ?? oidcProvider(options.oidc));
    case 'GSSAPI':
      return new GssapiMechanism(options);
  }
}

/** The `sasl` option: checked, and made a {@link SaslMechanism}, which is taken again when options are handed on. */
export const saslOption = z
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
  .transform(mechanismFor)
  .optional();
