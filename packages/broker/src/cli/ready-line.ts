import type { Broker } from '../broker.ts';

/** What a program that started the command waits for: the addresses of the first listener, as clients take them. */
export function readyLine(broker: Broker): string {
  return `ready ${broker.bootstrapServers.join(',')}`;
}

interface Ready {
  readonly broker: Broker;
  /** Address of the page; null: there is none. */
  readonly web: string | null;
  readonly version: string;
}

/** The same with all else there is to know, as JSON in one line. */
export function readyJson({ broker, web, version }: Ready): string {
  const listeners = broker.listenerNames.map((name) => [name, broker.bootstrapServersOf(name).join(',')]);
  return JSON.stringify({
    ready: true,
    bootstrapServers: broker.bootstrapServers.join(','),
    listeners: Object.fromEntries(listeners) as Record<string, string>,
    web,
    clusterId: broker.clusterId,
    pid: process.pid,
    version,
  });
}
