/** What to try, by the system's error code: the sentence a person at a terminal needs next. */
const HINTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: check host and port, and that the broker is running',
  ENOTFOUND: 'the host name does not resolve: check its spelling and the DNS',
  EAI_AGAIN: 'the host name could not be resolved just now: check the DNS',
  ETIMEDOUT: 'no answer from that address: check the network and firewalls',
  EHOSTUNREACH: 'no route to that address: check the network',
  ENETUNREACH: 'no route to that network: check the network',
  ECONNRESET: 'the other side cut the connection: is the port for TLS or SASL, or a proxy in between?',
  EACCES: 'the system does not allow this connection',
  EMFILE: 'this process has too many open files and sockets',
};

/** The code of a system error; for several addresses tried in turn, that of the first failure. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** One line about why a socket failed, hint included. */
export function describeSocketError(error: Error): string {
  const code = codeOf(error);
  // An AggregateError of Node's (several addresses, all refused) has no message of its own.
  const text =
    error.message !== '' || !(error instanceof AggregateError)
      ? error.message
      : error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join(', ');
  const hint = code === undefined ? undefined : HINTS[code];
  return hint === undefined ? text : `${text} (${hint})`;
}
