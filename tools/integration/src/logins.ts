import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** How often a client connected and authenticated so far. */
export interface Logins {
  readonly connections: number;
  readonly authentications: number;
}

const CHANNELS = ['@k/cluster:connect', '@k/cluster:authenticate'] as const;

/** Runs `work` with the count of what the client of this id does meanwhile. */
export async function countLogins(clientId: string, work: (logins: Logins) => Promise<void>): Promise<void> {
  const logins = { connections: 0, authentications: 0 };
  const count = (event: unknown, name: string | symbol): void => {
    if ((event as { clientId?: string }).clientId !== clientId) return;
    if (name === CHANNELS[0]) logins.connections += 1;
    else logins.authentications += 1;
  };
  for (const name of CHANNELS) subscribe(name, count);
  try {
    await work(logins);
  } finally {
    for (const name of CHANNELS) unsubscribe(name, count);
  }
}
