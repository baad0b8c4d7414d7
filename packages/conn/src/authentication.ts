import type { Api } from '@k/wire';
import type { BrokerAddress } from './address.ts';
import type { RequestBody, RequestOptions } from './connection.ts';

/**
 * What the `authenticate` option may use while the connection is in its `authenticating` state. Requests go out at once,
 * before everything that waits for the connection to become ready.
 */
export interface AuthenticationSession {
  readonly broker: BrokerAddress;
  request<Req, Res>(api: Api<Req, Res>, body: RequestBody<Req>, options?: RequestOptions): Promise<Res>;
}
