import type { BrokerOptions } from '../options.ts';
import type { PlayedRelease } from '../release/releases.ts';
import type { CommandLine } from './command-line.ts';
import { configsOf } from './config-arguments.ts';
import { listenersOf } from './listener-arguments.ts';
import { storageOf } from './storage-arguments.ts';
import { topicsOf } from './topic-arguments.ts';
import { UsageError } from './usage-error.ts';

/** The options of `createBroker` that a command line stands for. @throws UsageError */
export function optionsOf(line: CommandLine): BrokerOptions {
  const autoCreate = line.choice('auto-create-topics', ['true', 'false']);
  const nodes = line.number('nodes');
  return {
    ...configsOf(line),
    ...given('host', line.text('host')),
    ...given('nodes', nodes),
    // Those that there are are named by the error.
    ...given('asVersion', line.text('as-version') as PlayedRelease | undefined),
    ...given('clusterId', line.text('cluster-id')),
    ...given('autoCreateTopics', autoCreate === undefined ? undefined : autoCreate === 'true'),
    ...given('authorizer', authorizerOf(line)),
    ...storageOf(line),
    topics: topicsOf(line),
    listeners: listenersOf(line),
    keepProcessAlive: true,
  };
}

function given<K extends string, V>(name: K, value: V | undefined): { readonly [k in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [k in K]: V });
}

function authorizerOf(line: CommandLine): BrokerOptions['authorizer'] {
  const names = line.texts('super-user');
  if (!line.has('authorizer')) {
    if (names.length > 0) throw new UsageError('--super-user needs --authorizer');
    return undefined;
  }
  return { superUsers: names.map((name) => (name.includes(':') ? name : `User:${name}`)) };
}
