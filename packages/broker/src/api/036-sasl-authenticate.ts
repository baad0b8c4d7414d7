import { ErrorCode, SaslAuthenticate, type SaslAuthenticateRequest, type SaslAuthenticateResponse } from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * SaslAuthenticate (36), v0-v2. One token of the mechanism that SaslHandshake chose; ILLEGAL_SASL_STATE where the
 * listener has no SASL.
 *
 * v1: how long the session lasts (KIP-368). v2: flexible.
 */
export const saslAuthenticate: ApiHandler<SaslAuthenticateRequest, SaslAuthenticateResponse> = {
  api: SaslAuthenticate,
  minVersion: 0,
  maxVersion: 2,
  handle: ({ authBytes }, { sasl }) =>
    sasl?.authenticate(authBytes) ?? {
      errorCode: ErrorCode.ILLEGAL_SASL_STATE,
      errorMessage: 'SASL is not enabled on this listener.',
      authBytes: Buffer.alloc(0),
    },
};
