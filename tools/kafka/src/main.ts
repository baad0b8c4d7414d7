// npm run kafka -- start [--version V] [--port N] [--property NAME=VALUE ...] | stop [--port N] | list
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { runningInstances, stopInstance } from './instances.ts';
import { MissingPrerequisiteError } from './java.ts';
import { DEFAULT_VERSION } from './kafka-version.ts';
import { startKafka } from './kafka-server.ts';

const USAGE = `npm run kafka -- start [--version ${DEFAULT_VERSION}] [--port N] [--property NAME=VALUE ...] | stop [--port N] | list`;

const EXIT = { failed: 1, wrongUsage: 2, missingPrerequisite: 3 } as const;

class UsageError extends Error {}

async function main(): Promise<void> {
  const { command, version, port, properties } = readCommandLine();
  switch (command) {
    case 'start':
      await start(version, port, properties);
      return;
    case 'stop':
      await stop(port);
      return;
    case 'list':
      for (const { bootstrapServer, version, pid, dir } of await runningInstances()) {
        console.log(`${bootstrapServer}  Kafka ${version}  pid ${pid}  ${dir}`);
      }
      return;
    default:
      throw new UsageError(command === undefined ? 'what to do?' : `"${command}" is no command`);
  }
}

async function start(version: string, port: number | undefined, properties: Record<string, string>): Promise<void> {
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const starting = startKafka({
    version,
    ...(port === undefined ? {} : { port }),
    properties,
    log: (line) => {
      console.error(line);
    },
  });
  const kafka = await Promise.race([starting, interrupted.then(() => undefined)]);
  // Interrupted before it was up: the exit hook of the library ends the broker.
  if (kafka === undefined) process.exit(EXIT.failed);
  console.log(kafka.bootstrapServer);
  console.error('Ctrl-C stops it and removes its data');
  const end = await Promise.race([interrupted, kafka.ended().then(() => 'ended' as const)]);
  await kafka.stop({ keep: end === 'ended' });
  if (end === 'ended') throw new Error(`the broker ended by itself, or was stopped; its log was in ${kafka.dir}/logs`);
}

async function stop(port: number | undefined): Promise<void> {
  const all = await runningInstances();
  const chosen = port === undefined ? all : all.filter(({ bootstrapServer }) => bootstrapServer.endsWith(`:${port}`));
  if (chosen.length === 0)
    console.log(port === undefined ? 'no Kafka is running' : `no Kafka is running on port ${port}`);
  for (const instance of chosen) {
    await stopInstance(instance);
    console.log(`stopped ${instance.bootstrapServer}`);
  }
}

function readCommandLine(): {
  command: string | undefined;
  version: string;
  port: number | undefined;
  properties: Record<string, string>;
} {
  try {
    const { values, positionals } = parseArgs({
      options: {
        version: { type: 'string', default: DEFAULT_VERSION },
        port: { type: 'string' },
        property: { type: 'string', multiple: true, default: [] },
      },
      allowPositionals: true,
    });
    const [command, ...rest] = positionals;
    if (rest.length > 0) throw new UsageError(`unexpected "${rest.join(' ')}"`);
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
      throw new UsageError(`--port takes a number from 1 to 65535, not "${values.port ?? ''}"`);
    }
    return {
      command,
      version: values.version,
      port,
      properties: Object.fromEntries(values.property.map(splitProperty)),
    };
  } catch (error) {
    // parseArgs explains at length how to pass a value that looks like an option: its first sentence is enough.
    throw error instanceof UsageError ? error : new UsageError((error as Error).message.split('. ')[0]);
  }
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
