/** All mechanisms there are, in the order in which they are told. */
export const SASL_MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'] as const;

export type SaslMechanismName = (typeof SASL_MECHANISMS)[number];
