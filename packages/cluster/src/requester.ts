import type { Connection, RequestBody, RequestOptions } from '@k/conn';
import type { Deadline, WaitOptions } from '@k/runtime';
import type { Api } from '@k/wire';
import type { TopicPartition } from './metadata.ts';
import type { Target } from './target.ts';

/** A limit made here, or a deadline handed down. */
export interface DeadlineOptions extends WaitOptions {
  /** Instead of `timeoutMs` and `signal`: that of the work which the call is a part of. */
  readonly deadline?: Deadline | undefined;
}

export interface ClusterRequestOptions extends Omit<RequestOptions, 'onAsked'> {
  /** Retry what the cause allows until `timeoutMs` is over. @default false: one attempt at one broker */
  readonly retry?: boolean | undefined;
  /**
   * For a request to `{ broker }`: the partitions that it asks for as their leader. When the answer is long overdue, the
   * metadata is asked for; when it then names another leader for one of them, the request fails with a retriable
   * TimeoutError instead of waiting out its time limit. The broker may have done what it was asked for, all the same.
   */
  readonly partitions?: Iterable<TopicPartition> | undefined;
  /** With `partitions`: how long the broker may rightly hold the answer back, milliseconds. @default 0 */
  readonly heldMs?: number | undefined;
}

/** Takes requests to their target: a Cluster by connections that all share, a Channel by its own. */
export interface Requester {
  /**
   * Sends one request to `target` and returns the response as it is: error codes inside it are for the caller, who may
   * throw `errorFor(code, …)` and have `Cluster.retry` act on it.
   * @throws ConnectionError, TimeoutError, UnsupportedVersionError, WireError, the reason of `signal`; ProtocolError when
   *   the target itself cannot be found (a partition without leader); StateError after `close()`.
   */
  request<Req, Res>(
    target: Target,
    api: Api<Req, Res>,
    body: RequestBody<Req>,
    options?: ClusterRequestOptions,
  ): Promise<Res>;
  /** For requests that brokers do not answer (Produce with acks 0): settles when the bytes were handed to the socket. */
  requestNoResponse<Req, Res>(
    target: Target,
    api: Api<Req, Res>,
    body: RequestBody<Req>,
    options?: ClusterRequestOptions,
  ): Promise<void>;
  /** A ready connection to a broker, for those who send many requests there. It may end at any time: ask again then. */
  connection(brokerId: number, options?: DeadlineOptions): Promise<Connection>;
}
