import { atLeast } from './kafka-version.ts';
import type { SecuredListener } from './listeners.ts';

/** Whose tokens the OAUTHBEARER of one listener believes; the others believe everybody. */
export interface SignedTokens {
  readonly listener: SecuredListener;
  /** Where the broker gets the issuer's public keys (RFC 7517), at its start and for a key that it does not know yet. */
  readonly jwksUrl: string;
  /** What the claims `iss` and `aud` of a token have to be. */
  readonly issuer: string;
  readonly audience: string;
}

/** The first version whose validator (KIP-768, 3.1) has the name that it has today. */
const SINCE = '3.4';

/** Throws when brokers of this version check no signatures. */
export function checkSignedTokens(version: string): void {
  if (!atLeast(version, SINCE)) throw new Error(`signed tokens are for Kafka ${SINCE} and newer, not for ${version}`);
}

export function checksSignatures(version: string): boolean {
  return atLeast(version, SINCE);
}

/** The lines of server.properties for it, in place of those that take tokens without a signature. */
export function signedTokenProperties({ listener, jwksUrl, issuer, audience }: SignedTokens): Record<string, string> {
  const prefix = `listener.name.${listener.toLowerCase()}`;
  const security = 'org.apache.kafka.common.security.oauthbearer';
  return {
    [`${prefix}.oauthbearer.sasl.jaas.config`]: `${security}.OAuthBearerLoginModule required;`,
    [`${prefix}.oauthbearer.sasl.server.callback.handler.class`]: `${security}.OAuthBearerValidatorCallbackHandler`,
    [`${prefix}.sasl.oauthbearer.jwks.endpoint.url`]: jwksUrl,
    [`${prefix}.sasl.oauthbearer.expected.issuer`]: issuer,
    [`${prefix}.sasl.oauthbearer.expected.audience`]: audience,
  };
}

/** From 4.0 on a broker asks nobody whom its Java machine was not told of. */
export function signedTokenJvmOptions({ jwksUrl }: SignedTokens): string[] {
  return [`-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${jwksUrl}`];
}
