/** Where `@k/broker` is meant to answer otherwise than a Kafka. */
export interface Difference {
  /** The sessions, and what is asked in them. */
  readonly where: RegExp;
  readonly reason: string;
  /** What it is to say where Kafka says this. */
  readonly here: (kafka: string) => string;
}

export const DIFFERENCES: readonly Difference[] = [];

/** @returns what `@k/broker` is to say, and why, where that is not what Kafka said */
export function expectedHere(session: string, asked: string, kafka: string): { said: string; reasons: string[] } {
  let said = kafka;
  const reasons: string[] = [];
  for (const { where, reason, here } of DIFFERENCES) {
    if (!where.test(`${session}: ${asked}`)) continue;
    said = here(said);
    reasons.push(reason);
  }
  return { said, reasons };
}
