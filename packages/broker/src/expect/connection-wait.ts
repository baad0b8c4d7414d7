import type { WaitOptions } from '@k/runtime';
import type { ConnectionDescription } from '../connection/connection-description.ts';
import { showJson } from './show.ts';
import { toldWait } from './told-wait.ts';
import type { Wait } from './waits.ts';

/** Which connection is waited for; all of what is given. */
export interface ConnectionCondition {
  /** Known from its first request on. */
  readonly clientId?: string | undefined;
  readonly nodeId?: number | undefined;
  /** Name of the listener it came in by. */
  readonly listener?: string | undefined;
  /** The authenticated user. */
  readonly principal?: string | undefined;
}

export function connectionWait(
  condition: ConnectionCondition,
  connections: () => readonly ConnectionDescription[],
  options: WaitOptions,
): Wait<ConnectionDescription> {
  const names = (['clientId', 'nodeId', 'listener', 'principal'] as const).filter((it) => condition[it] !== undefined);
  return toldWait(
    `waitForConnection(${showJson(condition)})`,
    () => connections().find((connection) => names.every((name) => connection[name] === condition[name])),
    () => ({
      expected: condition,
      actual: connections().map((it) => Object.fromEntries(names.map((name) => [name, it[name]]))),
      lines: [
        connections().length === 0 ? 'nobody is connected' : 'connected are:',
        ...connections().map(({ clientId, nodeId, listener, principal, remoteAddress }) => {
          const user = principal === undefined ? '' : `, user ${principal}`;
          return `  client ${showJson(clientId)} to node ${String(nodeId)} by ${listener}${user}, from ${remoteAddress}`;
        }),
      ],
    }),
    options,
  );
}
