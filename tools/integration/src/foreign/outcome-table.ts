import { CASES } from './cases.ts';

/** Of a client at a case; what it lacks has none. */
export type Outcome = 'passed' | 'failed';

/** Clients down, cases across: what passed, what failed, and what a client cannot or could not do. */
export function outcomeTable(
  outcomes: ReadonlyMap<string, ReadonlyMap<string, Outcome>>,
  nameOf: (client: string) => string,
): string {
  const marks = { passed: 'ok', failed: 'FAILED' } as const;
  const lines = [...outcomes].map(([client, ofClient]) => {
    const cells = CASES.map(({ title }) => {
      const outcome = ofClient.get(title);
      return outcome === undefined ? '-' : marks[outcome];
    });
    return `| ${nameOf(client)} | ${cells.join(' | ')} |`;
  });
  const head = ['client', ...CASES.map(({ title }) => title)];
  return [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...lines].join('\n');
}
