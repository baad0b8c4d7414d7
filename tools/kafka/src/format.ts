import { randomBytes } from 'node:crypto';

/** A new cluster id, as arguments of the tool that formats a KRaft node's folder. */
export function clusterIdArgument(): string[] {
  // 16 bytes in base64url, the first of them fixed: the tool would take a leading "-" for an option.
  return ['-t', Buffer.concat([Buffer.from([40]), randomBytes(15)]).toString('base64url')];
}

/** Users that are stored in a KRaft node's folder when it is formatted, in both SCRAM mechanisms. */
export function scramArguments(users: Readonly<Record<string, string>>): string[] {
  return Object.entries(users).flatMap(([user, password]) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${user},password=${password}]`,
    ]),
  );
}
