import { describeTarget, type Requester, type Target } from '@k/cluster';
import { KafkaError, type TopicPartition } from '@k/wire';
import type { PayloadRequest } from './simple-client-requests.ts';
import type { PartitionResponse } from './simple-client-types.ts';
import { groupByTopicAndPartition } from './byte-helpers.ts';
import { FailedPayloadsError } from './client-errors.ts';

/** Payloads that go to one place in one request. */
export interface Parcel<P extends TopicPartition, Req, Res, T extends PartitionResponse> {
  readonly target: Target;
  readonly payloads: P[];
  readonly request: PayloadRequest<P, Req, Res, T>;
}

export interface SendLimits {
  readonly timeoutMs?: number;
  /** What sends it, instead of the cluster. */
  readonly through?: Requester;
  readonly expectsReply: boolean;
}

/** What became of a payload; undefined when nobody was to answer. */
export type PayloadResult<T> = T | FailedPayloadsError | undefined;

/**
 * Sends the parcels at the same time, each in one attempt, and finds the answer of each payload. Never rejects for what a
 * broker or the network did: that is a FailedPayloadsError for each payload concerned.
 */
export async function sendParcels<P extends TopicPartition, Req, Res, T extends PartitionResponse>(
  cluster: Requester,
  parcels: readonly Parcel<P, Req, Res, T>[],
  limits: SendLimits,
): Promise<Map<P, PayloadResult<T>>> {
  const results = new Map<P, PayloadResult<T>>();
  await Promise.all(
    parcels.map(async ({ target, payloads, request }) => {
      const { api } = request;
      const where = `${api.name} request to ${describeTarget(target)}`;
      try {
        const response = await sendParcel(cluster, { target, payloads, request }, limits);
        const answers =
          response === undefined ? undefined : groupByTopicAndPartition(request.answers(response, payloads));
        for (const payload of payloads) {
          const answer = answers?.get(payload.topic)?.get(payload.partition);
          const missing = answers !== undefined && answer === undefined;
          results.set(payload, missing ? failedPayload(payload, `${where}: no answer for it`) : answer);
        }
      } catch (error) {
        if (!KafkaError.is(error)) throw error;
        for (const payload of payloads) results.set(payload, failedPayload(payload, where, error));
      }
    }),
  );
  return results;
}

async function sendParcel<P extends TopicPartition, Req, Res, T extends PartitionResponse>(
  cluster: Requester,
  { target, payloads, request }: Parcel<P, Req, Res, T>,
  { expectsReply, timeoutMs, through = cluster }: SendLimits,
): Promise<Res | undefined> {
  const { api, maxVersion } = request;
  const body = (version: number): ReturnType<typeof request.body> => request.body(payloads, version);
  const options = { maxVersion, timeoutMs };
  if (expectsReply) return through.request(target, api, body, options);
  await through.requestNoResponse(target, api, body, options);
  return undefined;
}

/** What stands for a payload whose request failed. */
export function failedPayload(payload: TopicPartition, what: string, cause?: Error): FailedPayloadsError {
  const why = cause === undefined ? '' : `: ${cause.message}`;
  const error = new FailedPayloadsError(payload, `${payload.topic}-${payload.partition}: ${what}${why}`);
  if (cause !== undefined) error.cause = cause;
  return error;
}
