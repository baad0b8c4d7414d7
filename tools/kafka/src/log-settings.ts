import { writeFile } from 'node:fs/promises';
import path from 'node:path';

const PATTERN = '[%d] %p %c{1}: %m%n';

/** Programs that run on say what they do; tools only what is wrong. */
const LEVELS = { server: 'info', tool: 'warn' } as const;

type Who = keyof typeof LEVELS;

/** Writes what {@link logOptions} names into the folder. */
export async function writeLogSettings(dir: string): Promise<void> {
  for (const [who, level] of Object.entries(LEVELS)) {
    await writeFile(path.join(dir, `${who}.log4j2.properties`), log4j2(level));
    await writeFile(path.join(dir, `${who}.log4j.properties`), log4j(level));
  }
}

/** Kafka logs through log4j 2 from 4.0 on, through log4j 1 before. */
export function logOptions(dir: string, who: Who): string[] {
  return [
    `-Dlog4j2.configurationFile=${path.join(dir, `${who}.log4j2.properties`)}`,
    `-Dlog4j.configuration=file:${path.join(dir, `${who}.log4j.properties`)}`,
    `-Dkafka.logs.dir=${path.join(dir, 'logs')}`,
  ];
}

function log4j2(level: string): string {
  return [
    'status=error',
    'appender.out.type=Console',
    'appender.out.name=out',
    'appender.out.layout.type=PatternLayout',
    `appender.out.layout.pattern=${PATTERN}`,
    `rootLogger.level=${level}`,
    'rootLogger.appenderRef.out.ref=out',
  ].join('\n');
}

function log4j(level: string): string {
  return [
    `log4j.rootLogger=${level}, out`,
    'log4j.appender.out=org.apache.log4j.ConsoleAppender',
    'log4j.appender.out.layout=org.apache.log4j.PatternLayout',
    `log4j.appender.out.layout.ConversionPattern=${PATTERN}`,
  ].join('\n');
}
