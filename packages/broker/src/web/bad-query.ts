/** What was asked for cannot be understood: 400, and why; or it is not there: 404. */
export class BadQuery extends Error {
  override readonly name = 'BadQuery';
  readonly status: 400 | 404;

  constructor(message: string, status: 400 | 404 = 400) {
    super(message);
    this.status = status;
  }
}

/** Names that stand in a query, and that nobody reads. @throws BadQuery */
export function checkNames(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const there = known.length === 0 ? 'nothing can be asked for here' : `known are ${known.join(', ')}`;
  throw new BadQuery(`there is no parameter ${JSON.stringify(unknown)}: ${there}`);
}
