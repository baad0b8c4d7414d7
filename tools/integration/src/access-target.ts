import { createBroker } from '@k/broker';
import { DEFAULT_USERS, DEFAULT_VERSION, atLeast, needsZooKeeper, startKafka } from '@k/tool-kafka';
import { toolClass } from './kafka-target.ts';
import type { JavaTools } from './target.ts';

/** A broker that asks its rules who may do what. Who comes in by PLAINTEXT is nobody, and may do everything. */
export interface AccessTarget {
  readonly name: string;
  readonly version: string;
  readonly bootstrapServers: readonly string[];
  /** For who comes in by name. */
  readonly saslServers: readonly string[];
  readonly passwords: Readonly<Record<string, string>>;
  /** Left out: there are none. */
  readonly java?: JavaTools;
  close(): Promise<void>;
}

const EVERYTHING = 'User:ANONYMOUS';

export async function accessKafka(version: string): Promise<AccessTarget> {
  const kafka = await startKafka({
    version,
    listeners: ['SASL_PLAINTEXT'],
    properties: {
      'authorizer.class.name': authorizerClass(version),
      'super.users': EVERYTHING,
      [atLeast(version, '3.0') ? 'delegation.token.secret.key' : 'delegation.token.master.key']: 'of the suite',
    },
    log: (line) => {
      console.error(line);
    },
  });
  return {
    name: `Apache Kafka ${version}`,
    version,
    bootstrapServers: kafka.addresses('PLAINTEXT'),
    saslServers: kafka.addresses('SASL_PLAINTEXT'),
    passwords: kafka.users,
    close: () => kafka.stop(),
    ...(atLeast(version, '3.0')
      ? { java: { dir: kafka.dir, run: (tool, args) => kafka.runTool(toolClass(tool, version), args) } }
      : {}),
  };
}

/** The same by `@k/broker`. */
export async function accessBroker(): Promise<AccessTarget> {
  const broker = await createBroker({
    keepProcessAlive: true,
    authorizer: { superUsers: [EVERYTHING] },
    delegationTokens: {},
    listeners: [{}, { sasl: { users: { ...DEFAULT_USERS } } }],
  });
  return {
    name: '@k/broker',
    version: DEFAULT_VERSION,
    bootstrapServers: broker.bootstrapServers,
    saslServers: broker.bootstrapServersOf('SASL_PLAINTEXT'),
    passwords: DEFAULT_USERS,
    close: () => broker.close(),
  };
}

function authorizerClass(version: string): string {
  if (!needsZooKeeper(version)) return 'org.apache.kafka.metadata.authorizer.StandardAuthorizer';
  return atLeast(version, '2.4')
    ? 'kafka.security.authorizer.AclAuthorizer'
    : 'kafka.security.auth.SimpleAclAuthorizer';
}
