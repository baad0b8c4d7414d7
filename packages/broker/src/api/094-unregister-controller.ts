import {
  ErrorCode,
  UnregisterController,
  type UnregisterControllerRequest,
  type UnregisterControllerResponse,
} from '@k/wire';
import type { ApiHandler } from './handler.ts';

/** UnregisterController (94), v0. A controller is not expected back (KIP-1312). The active one cannot be told so. */
export const unregisterController: ApiHandler<UnregisterControllerRequest, UnregisterControllerResponse> = {
  api: UnregisterController,
  minVersion: 0,
  maxVersion: 0,
  handle({ controllerId }, context) {
    const refusal = context.cluster.quorum.unregister(controllerId);
    return { errorCode: refusal?.errorCode ?? ErrorCode.NONE, errorMessage: refusal?.message ?? null };
  },
};
