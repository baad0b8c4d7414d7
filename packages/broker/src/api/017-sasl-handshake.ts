import { ErrorCode, SaslHandshake, type SaslHandshakeRequest, type SaslHandshakeResponse } from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * SaslHandshake (17), v0-v1. Listeners are PLAINTEXT, so there is nothing to shake hands about: ILLEGAL_SASL_STATE
 * with no mechanism, as Kafka answers there.
 * Not implemented: SASL listeners.
 */
export const saslHandshake: ApiHandler<SaslHandshakeRequest, SaslHandshakeResponse> = {
  api: SaslHandshake,
  minVersion: 0,
  maxVersion: 1,
  handle: () => ({ errorCode: ErrorCode.ILLEGAL_SASL_STATE, mechanisms: [] }),
};
