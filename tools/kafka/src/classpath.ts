import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { type Artifact, artifactsOf, streamsArtifactsOf } from './artifacts.ts';
import { findMaven } from './java.ts';

const run = promisify(execFile);

/** Where jars and class paths are kept: $K_KAFKA_CACHE, else a folder in the user's cache. */
export function cacheFolder(): string {
  return process.env['K_KAFKA_CACHE'] ?? path.join(os.homedir(), '.cache', 'k-kafka');
}

function folderOf(version: string): string {
  return path.join(cacheFolder(), version);
}

/** The class path that an earlier call fetched; undefined when there was none, or a jar of it is gone. */
export async function knownClasspath(version: string): Promise<string | undefined> {
  const classpath = await readFile(path.join(folderOf(version), 'classpath'), 'utf8').catch(() => '');
  return classpath !== '' && classpath.split(path.delimiter).every((jar) => existsSync(jar)) ? classpath : undefined;
}

/**
 * The class path of one Kafka version: the broker, its command line tools and a log backend.
 * The first call for a version fetches the jars with Maven (14 to 56 MB); later ones read a file.
 */
export function classpathOf(version: string, log: (line: string) => void): Promise<string> {
  return fetched({ name: `Kafka ${version}`, folder: version, artifacts: artifactsOf(version) }, log);
}

/** The same for an application of Kafka Streams (70 MB). */
export function streamsClasspathOf(version: string, log: (line: string) => void): Promise<string> {
  const folder = `streams-${version}`;
  return fetched({ name: `Kafka Streams ${version}`, folder, artifacts: streamsArtifactsOf(version) }, log);
}

interface Wanted {
  readonly name: string;
  /** In the cache. */
  readonly folder: string;
  readonly artifacts: readonly Artifact[];
}

async function fetched(wanted: Wanted, log: (line: string) => void): Promise<string> {
  const known = await knownClasspath(wanted.folder);
  if (known !== undefined) return known;

  const folder = folderOf(wanted.folder);
  const file = path.join(folder, 'classpath');
  const maven = await findMaven();
  log(`fetching ${wanted.name} with Maven, this once`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'pom.xml'), pomOf(wanted.artifacts));
  // Written beside and renamed: a fetch that was broken off leaves no half class path.
  const fresh = `${file}.${process.pid}`;
  const args = [
    ...['-B', '-q', `-Dmaven.repo.local=${path.join(cacheFolder(), 'm2')}`],
    ...['dependency:build-classpath', `-Dmdep.outputFile=${fresh}`],
  ];
  try {
    await run(maven, args, { cwd: folder, shell: process.platform === 'win32', maxBuffer: 1 << 26 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const output = path.join(folder, 'fetch.log');
    await writeFile(output, `${stdout}${stderr}`);
    const [, reason = 'no reason given'] = /\[ERROR\] (.{1,300})/.exec(stripVTControlCharacters(stdout)) ?? [];
    throw new Error(`Maven could not fetch ${wanted.name} (all it said is in ${output}): ${reason}`);
  }
  await rename(fresh, file);
  return await readFile(file, 'utf8');
}

/** Of log4j 1.2.15, which Kafka 0.8.0 asks for: Sun's, given out nowhere, and needed by nobody. */
const EXCLUSIONS = ['com.sun.jdmk:jmxtools', 'com.sun.jmx:jmxri', 'javax.jms:jms']
  .map((name) => name.replace(/(.*):(.*)/, '<groupId>$1</groupId><artifactId>$2</artifactId>'))
  .map((what) => `<exclusion>${what}</exclusion>`);

/** A Maven project whose dependencies these are. */
function pomOf(artifacts: readonly Artifact[]): string {
  const dependencies = artifacts.map(
    ([group, artifact, wanted]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${wanted}</version><exclusions>${EXCLUSIONS.join('')}</exclusions></dependency>`,
  );
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    '<groupId>k</groupId><artifactId>kafka-runner</artifactId><version>1</version><packaging>pom</packaging>',
    `<dependencies>${dependencies.join('\n')}</dependencies></project>`,
  ].join('\n');
}
