import { encodeResponseFrame, KafkaError, type Api } from '@k/wire';
import type { RequestContext } from '../api/handler.ts';

/** The answer, which says how long its client is over its quotas if it has a place for that. */
export function encodedAnswer(api: Api<unknown, unknown>, context: RequestContext, reply: object): Uint8Array[] {
  const { version, correlationId, quotas } = context;
  const throttleTimeMs = quotas?.throttleMs ?? 0;
  if (throttleTimeMs > 0) {
    try {
      return encodeResponseFrame(api, version, correlationId, { ...reply, throttleTimeMs });
    } catch (error) {
      if (!KafkaError.is(error)) throw error;
    }
  }
  return encodeResponseFrame(api, version, correlationId, reply);
}
