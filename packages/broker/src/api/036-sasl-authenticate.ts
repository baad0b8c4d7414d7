import { ErrorCode, SaslAuthenticate, type SaslAuthenticateRequest, type SaslAuthenticateResponse } from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * SaslAuthenticate (36), v0-v2. Refused with ILLEGAL_SASL_STATE: listeners are PLAINTEXT (see SaslHandshake).
 * Not implemented: SASL listeners.
 */
export const saslAuthenticate: ApiHandler<SaslAuthenticateRequest, SaslAuthenticateResponse> = {
  api: SaslAuthenticate,
  minVersion: 0,
  maxVersion: 2,
  handle: () => ({
    errorCode: ErrorCode.ILLEGAL_SASL_STATE,
    errorMessage: 'SASL is not enabled on this listener.',
    authBytes: Buffer.alloc(0),
  }),
};
