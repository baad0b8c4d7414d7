// npm run kafka -- start [--version V] [--port N] [--nodes N] [--listener NAME ...] [--property NAME=VALUE ...]
//                | stop --port N | stop --all | list
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { runningInstances, stopInstance } from './instances.ts';
import { MissingPrerequisiteError } from './java.ts';
import { DEFAULT_VERSION } from './kafka-version.ts';
import { type KafkaOptions, type KafkaServer, startKafka } from './kafka-server.ts';
import { SECURED_LISTENERS, type SecuredListener } from './listeners.ts';

const USAGE = `npm run kafka -- start [--version ${DEFAULT_VERSION}] [--port N] [--nodes N] [--listener SASL_SSL ...] [--property NAME=VALUE ...] | stop --port N | stop --all | list`;

const EXIT = { failed: 1, wrongUsage: 2, missingPrerequisite: 3 } as const;

class UsageError extends Error {}

async function main(): Promise<void> {
  const { command, port, all, options } = readCommandLine();
  switch (command) {
    case 'start':
      await start(options);
      return;
    case 'stop':
      await stop(port, all);
      return;
    case 'list':
      for (const { bootstrapServer, version, pids, dir } of await runningInstances()) {
        console.log(`${bootstrapServer}  Kafka ${version}  pid ${pids.join(' ')}  ${dir}`);
      }
      return;
    default:
      throw new UsageError(command === undefined ? 'what to do?' : `"${command}" is no command`);
  }
}

async function start(options: KafkaOptions): Promise<void> {
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const starting = startKafka({
    ...options,
    log: (line) => {
      console.error(line);
    },
  });
  const kafka = await Promise.race([starting, interrupted.then(() => undefined)]);
  // Interrupted before it was up: the exit hook of the library ends the broker.
  if (kafka === undefined) process.exit(EXIT.failed);
  console.log(kafka.nodes.map(({ addresses }) => addresses.get('PLAINTEXT')).join(','));
  for (const line of securityLines(kafka)) console.error(line);
  console.error('Ctrl-C stops it and removes its data');
  const end = await Promise.race([interrupted, kafka.ended().then(() => 'ended' as const)]);
  await kafka.stop({ keep: end === 'ended' });
  if (end === 'ended') throw new Error(`the broker ended by itself, or was stopped; its log was in ${kafka.dir}/logs`);
}

/** How to come in through the listeners beside PLAINTEXT. */
function securityLines({ nodes, tls, users, mechanisms }: KafkaServer): string[] {
  const lines = nodes.flatMap(({ addresses }) =>
    [...addresses].filter(([name]) => name !== 'PLAINTEXT').map(([name, address]) => `${name} ${address}`),
  );
  if (tls !== undefined) lines.push(`CA ${tls.ca}, client ${tls.clientCert} and ${tls.clientKey}`);
  if (mechanisms.length > 0) {
    const names = Object.entries(users).map(([user, password]) => `${user}/${password}`);
    lines.push(`${mechanisms.join(', ')} for ${names.join(', ')}`);
  }
  return lines;
}

async function stop(port: number | undefined, all: boolean): Promise<void> {
  // Others on this machine may be at work with theirs.
  if ((port === undefined) !== all) throw new UsageError('stop takes either the --port of one Kafka or --all');
  const running = await runningInstances();
  const chosen =
    port === undefined ? running : running.filter(({ bootstrapServer }) => bootstrapServer.endsWith(`:${port}`));
  if (chosen.length === 0)
    console.log(port === undefined ? 'no Kafka is running' : `no Kafka is running on port ${port}`);
  for (const instance of chosen) {
    await stopInstance(instance);
    console.log(`stopped ${instance.bootstrapServer}`);
  }
}

interface CommandLine {
  readonly command: string | undefined;
  readonly port: number | undefined;
  readonly all: boolean;
  readonly options: KafkaOptions;
}

function readCommandLine(): CommandLine {
  try {
    const { values, positionals } = parseArgs({
      options: {
        version: { type: 'string', default: DEFAULT_VERSION },
        port: { type: 'string' },
        all: { type: 'boolean', default: false },
        nodes: { type: 'string', default: '1' },
        listener: { type: 'string', multiple: true, default: [] },
        property: { type: 'string', multiple: true, default: [] },
      },
      allowPositionals: true,
    });
    const [command, ...rest] = positionals;
    if (rest.length > 0) throw new UsageError(`unexpected "${rest.join(' ')}"`);
    const port = values.port === undefined ? undefined : numberOf('--port', values.port, 65_535);
    const options = {
      version: values.version,
      ...(port === undefined ? {} : { port }),
      nodes: numberOf('--nodes', values.nodes, 9),
      listeners: [...new Set(values.listener.map(listenerOf))],
      properties: Object.fromEntries(values.property.map(splitProperty)),
    };
    return { command, port, all: values.all, options };
  } catch (error) {
    // parseArgs explains at length how to pass a value that looks like an option: its first sentence is enough.
    throw error instanceof UsageError ? error : new UsageError((error as Error).message.split('. ')[0]);
  }
}

function numberOf(option: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new UsageError(`${option} takes a number from 1 to ${most}, not "${text}"`);
}

function listenerOf(text: string): SecuredListener {
  const listener = SECURED_LISTENERS.find((name) => name === text.toUpperCase());
  if (listener === undefined) throw new UsageError(`--listener takes ${SECURED_LISTENERS.join(', ')}, not "${text}"`);
  return listener;
}

function splitProperty(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals <= 0) throw new UsageError(`--property takes NAME=VALUE, not "${text}"`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

try {
  await main();
} catch (error) {
  const { message } = error as Error;
  if (error instanceof UsageError) {
    console.error(`${message}. Usage: ${USAGE}`);
    process.exitCode = EXIT.wrongUsage;
  } else {
    console.error(message);
    process.exitCode = error instanceof MissingPrerequisiteError ? EXIT.missingPrerequisite : EXIT.failed;
  }
}
