/** A client connected to the broker. */
export interface ConnectionDescription {
  readonly id: number;
  readonly nodeId: number;
  /** Name of the listener it came in by. */
  readonly listener: string;
  /** The authenticated user, or the subject of a client's certificate; undefined before it is known, and where nobody is asked. */
  readonly principal: string | undefined;
  readonly remoteAddress: string;
  /** Null before the first request. */
  readonly clientId: string | null;
}
