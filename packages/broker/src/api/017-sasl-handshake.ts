import { ErrorCode, SaslHandshake, type SaslHandshakeRequest, type SaslHandshakeResponse } from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * SaslHandshake (17), v0-v1. Chooses the mechanism on a SASL listener; elsewhere there is nothing to shake hands about:
 * ILLEGAL_SASL_STATE with no mechanism, as Kafka answers there.
 *
 * v0: bare tokens follow, frame by frame. v1: SaslAuthenticate requests do (KIP-152).
 * Not implemented: GSSAPI.
 */
export const saslHandshake: ApiHandler<SaslHandshakeRequest, SaslHandshakeResponse> = {
  api: SaslHandshake,
  minVersion: 0,
  maxVersion: 1,
  handle: ({ mechanism }, { sasl, version }) =>
    sasl?.handshake(mechanism, version) ?? { errorCode: ErrorCode.ILLEGAL_SASL_STATE, mechanisms: [] },
};
