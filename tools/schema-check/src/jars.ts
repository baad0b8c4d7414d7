import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, findMaven } from '@k/tool-kafka';
import { type Definition, parseDefinition } from './definition.ts';
import { isBefore } from './release.ts';
import { filesIn } from './zip.ts';

const run = promisify(execFile);

/** The definitions of one release, from its jars; Maven fetches those at the first time (about 15 MB). */
export async function definitionsOf(release: string, log: (line: string) => void): Promise<Definition[]> {
  const definitions: Definition[] = [];
  for (const artifact of artifactsOf(release)) {
    const jar = await readFile(await fetchJar(artifact, release, log));
    for (const { name, content } of filesIn(jar, /^common\/message\/\w+\.json$/)) {
      try {
        definitions.push(parseDefinition(content.toString('utf8')));
      } catch (error) {
        throw new Error(`${name} of ${artifact} ${release}: ${(error as Error).message}`, { cause: error });
      }
    }
  }
  return definitions;
}

/** Whether Maven is not needed, because all jars of the release were fetched before. */
export function isFetched(release: string): boolean {
  return artifactsOf(release).every((artifact) => existsSync(jarOf(artifact, release)));
}

function artifactsOf(release: string): string[] {
  // Before 3.9 the coordinators' records were written by hand, and partly in Scala.
  const coordinators = isBefore(release, '3.9.0') ? [] : ['kafka-group-coordinator', 'kafka-transaction-coordinator'];
  return ['kafka-clients', ...coordinators];
}

function jarOf(artifact: string, release: string): string {
  return path.join(cacheFolder(), 'definitions', `${artifact}-${release}.jar`);
}

async function fetchJar(artifact: string, release: string, log: (line: string) => void): Promise<string> {
  const jar = jarOf(artifact, release);
  if (existsSync(jar)) return jar;
  const maven = await findMaven();
  log(`fetching ${artifact} ${release} with Maven, this once`);
  await mkdir(path.dirname(jar), { recursive: true });
  const args = [
    ...['-B', '-q', `-Dmaven.repo.local=${path.join(cacheFolder(), 'm2')}`, 'dependency:copy'],
    ...[`-Dartifact=org.apache.kafka:${artifact}:${release}`, `-DoutputDirectory=${path.dirname(jar)}`],
  ];
  try {
    await run(maven, args, { cwd: path.dirname(jar), shell: process.platform === 'win32', maxBuffer: 1 << 26 });
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    const first = stdout.split('\n').find((line) => line.startsWith('[ERROR]')) ?? (error as Error).message;
    throw new Error(`Maven could not fetch ${artifact} ${release}: ${first}`, { cause: error });
  }
  return jar;
}
