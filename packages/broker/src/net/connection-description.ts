/** A client connected to the broker. */
export interface ConnectionDescription {
  readonly id: number;
  readonly nodeId: number;
  /** Name of the listener it came in by. */
  readonly listener: string;
  /** The authenticated user; undefined before that, and where the listener has no SASL. */
  readonly principal: string | undefined;
  readonly remoteAddress: string;
  /** Null before the first request. */
  readonly clientId: string | null;
}
