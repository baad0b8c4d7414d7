import { apiByKey, decodeResponseFrame, Reader, readRequestHeader, UnsupportedVersionError, type Api } from '@k/wire';
import type { Exchange } from '../exchanges.ts';

/** One request of a recording and its answer: see `Broker.record()`. */
export interface RecordedExchange extends Omit<Exchange, 'requestFrame' | 'responseFrame'> {
  /** Header and body, as they came, without their length. */
  readonly requestFrame: Buffer;
  /** Header and body, as they went, without their length; null: it was not answered. */
  readonly responseFrame: Buffer | null;
}

/** What the two frames do not say. */
export type ExchangeFacts = Pick<RecordedExchange, 'nodeId' | 'connectionId' | 'after' | 'startedMs' | 'elapsedMs'>;

/** Reads the bodies again. @throws WireError, UnsupportedVersionError */
export function exchangeOf(facts: ExchangeFacts, requestFrame: Buffer, responseFrame: Buffer | null): RecordedExchange {
  const reader = new Reader(requestFrame);
  const { apiKey, apiVersion: version, correlationId, clientId } = readRequestHeader(reader);
  const api = apiByKey(apiKey) as Api<unknown, unknown>;
  const response = responseFrame === null ? null : (decodeResponseFrame(api, version, responseFrame).body as object);
  const request = requestIn(api, version, reader);
  return { ...facts, apiKey, apiName: api.name, version, correlationId, clientId, request, requestFrame, response, responseFrame }; // prettier-ignore
}

/** What stands behind the body is passed over, as by the broker. */
function requestIn(api: Api<unknown, unknown>, version: number, reader: Reader): object {
  if (version > api.request.maxVersion) {
    const { name, minVersion, maxVersion } = api;
    throw new UnsupportedVersionError({ api: name, version, minVersion, maxVersion });
  }
  return api.request.read(reader, version) as object;
}
