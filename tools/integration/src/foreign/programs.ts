// How the drivers get what they need, on demand: from the files in tools/integration/foreign, where versions are pinned.
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MissingPrerequisiteError, classpathOf, findJava, installPeers, streamsClasspathOf } from '@k/tool-kafka';
import type { Program } from './driver.ts';

const run = promisify(execFile);

const DRIVERS = fileURLToPath(new URL('../../../foreign/', import.meta.url));
/** Scratch, which git ignores. */
const CACHE = fileURLToPath(new URL('../../../../../.tmp/foreign/', import.meta.url));

const INSTALL_LIMIT_MS = 900_000;

/** Gets what a driver needs. @throws MissingPrerequisiteError with the reason where that cannot be had */
export type GetProgram = (log: (line: string) => void) => Promise<Program>;

const file = (...parts: string[]): string => path.join(DRIVERS, ...parts);

/** Runs one step of an installation; what it says is the reason when it fails. */
async function install(command: string, args: readonly string[], options: { readonly cwd?: string } = {}) {
  try {
    await run(command, args, { ...options, timeout: INSTALL_LIMIT_MS, maxBuffer: 1 << 26 });
  } catch (error) {
    const { stderr = '', stdout = '', message } = error as { stderr?: string; stdout?: string; message: string };
    const said = (stderr.trim() || stdout.trim() || message).split('\n').slice(-5).join('\n');
    throw new MissingPrerequisiteError(`${path.basename(command)} ${args[0] ?? ''} failed: ${said}`);
  }
}

interface NodeProgramOptions {
  /** A package there whose binary is fetched or compiled, and what its compilation wants to be told. */
  readonly native?: { readonly name: string; readonly env: Record<string, string> };
  /** Whether the client needs a Node newer than this repository does. @default false */
  readonly newNode?: boolean;
  /** @default driver.mjs */
  readonly program?: string;
}

/** A driver in JavaScript, beside the package.json of its client. */
export function nodeProgram(
  folder: string,
  { native, newNode = false, program = 'driver.mjs' }: NodeProgramOptions = {},
): GetProgram {
  return async (log) => {
    await installFolder(folder, log, native);
    return { command: newNode ? await getNewNode(log) : process.execPath, args: [file(folder, program)] };
  };
}

async function getNewNode(log: (line: string) => void): Promise<string> {
  await installFolder('newer-node', log);
  const installed = file('newer-node', 'node_modules');
  const names = readdirSync(installed).filter((name) => name.startsWith('node-'));
  const node = names.map((name) => path.join(installed, name, 'bin', 'node')).find((each) => existsSync(each));
  if (node === undefined) throw new MissingPrerequisiteError(`no newer Node for ${process.platform} ${process.arch}`);
  return node;
}

async function installFolder(
  folder: string,
  log: (line: string) => void,
  native?: NodeProgramOptions['native'],
): Promise<void> {
  if (!existsSync(file(folder, 'node_modules'))) log(`installing ${folder} with npm, this once`);
  await installPeers(`tools/integration/foreign/${folder}`, native?.name, native?.env);
}

/** A driver for a program of this machine, which is no business of ours to install. @param how for who lacks it */
export function installedProgram(program: string, version: string, how: string): GetProgram {
  return async () => {
    if (spawnSync(program, [version]).status !== 0) throw new MissingPrerequisiteError(`${program} is missing: ${how}`);
    return { command: process.execPath, args: [file(program, 'driver.mjs')] };
  };
}

/**
 * A driver in Python.
 * @param requirements a file of pinned versions, all of which have wheels
 * @param before the first Python that those wheels are not made for
 */
export function pythonProgram(driver: string, requirements: string, before?: readonly [number, number]): GetProgram {
  return async (log) => {
    const { python, folder } = await pythonPackages(file('python', requirements), log, before);
    return { command: python, args: [file('python', driver)], env: { PYTHONPATH: folder, PYTHONUNBUFFERED: '1' } };
  };
}

/**
 * Installs what a file of pinned versions names, this once.
 * @returns the Python, and the folder of its packages
 */
export async function pythonPackages(
  requirements: string,
  log: (line: string) => void,
  before?: readonly [number, number],
): Promise<{ python: string; folder: string }> {
  const python = await findPython(before);
  const pins = await readFile(requirements, 'utf8');
  const stamp = createHash('sha256').update(`${python}\n${pins}`).digest('hex').slice(0, 12);
  const folder = path.join(CACHE, `${path.basename(requirements, '.txt')}-${stamp}`);
  if (existsSync(folder)) return { python, folder };
  log(`installing ${pins.split('\n')[0] ?? ''}, this once`);
  await mkdir(CACHE, { recursive: true });
  // Made beside and renamed: what was broken off is never taken for whole.
  const fresh = await mkdtemp(`${folder}-`);
  const from = ['--only-binary', ':all:', '-r', requirements];
  try {
    await install(python, ['-m', 'pip', 'install', '--quiet', '--target', fresh, ...from]);
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return { python, folder };
}

/** @returns a Python with pip, older than `before` */
async function findPython(before: readonly [number, number] = [4, 0]): Promise<string> {
  const pyenv = path.join(process.env['PYENV_ROOT'] ?? path.join(os.homedir(), '.pyenv'), 'versions');
  const kept = existsSync(pyenv) ? readdirSync(pyenv).map((name) => path.join(pyenv, name, 'bin/python3')) : [];
  const named = Array.from({ length: before[1] }, (_, i) => `python${before[0]}.${before[1] - 1 - i}`);
  for (const python of ['python3', ...named, ...kept.reverse()]) {
    const ask = 'import pip, sys; print(sys.executable, *sys.version_info[:2], sep="\\n")';
    const { stdout } = await run(python, ['-c', ask]).catch(() => ({ stdout: '' }));
    const [executable = '', major = 0, minor = 0] = stdout
      .split('\n')
      .map((part, i) => (i === 0 ? part : Number(part)));
    if (Number(major) !== 3 || Number(minor) < 6) continue;
    if (Number(major) < before[0] || Number(minor) < before[1]) return String(executable);
  }
  const age = before[0] > 3 ? '' : ` older than ${before.join('.')}`;
  throw new MissingPrerequisiteError(`there is no Python 3${age} with pip on this machine`);
}

/** A driver in Go, which is compiled; what it needs comes as go.mod and go.sum say. */
export function goProgram(name: string): GetProgram {
  return async (log) => {
    if (spawnSync('go', ['version']).status !== 0) throw new MissingPrerequisiteError('Go is not on this machine');
    const program = path.join(CACHE, 'go', name);
    if (!existsSync(program)) log(`fetching and compiling ${name}, this once`);
    await install('go', ['build', '-o', program, `./${name}`], { cwd: file('go') });
    return { command: program, args: [] };
  };
}

/** A driver in Java, compiled by Java as it starts. */
export function javaProgram(version: string): GetProgram {
  return async (log) => {
    const [java, classpath] = await javaOf(() => classpathOf(version, log));
    return { command: java, args: [...JVM, '-cp', classpath, file('java', 'Driver.java')] };
  };
}

/** A driver in Java that is an application of Kafka Streams. */
export function streamsProgram(version: string): GetProgram {
  return async (log) => {
    const [java, classpath] = await javaOf(() => streamsClasspathOf(version, log));
    return { command: java, args: [...JVM, '-cp', classpath, file('java', 'Streams.java')] };
  };
}

/** A driver in JavaScript for the tools of a Kafka, each of which runs in a Java of its own. */
export function javaTools(version: string): GetProgram {
  return async (log) => {
    const [java, classpath] = await javaOf(() => classpathOf(version, log));
    return { command: process.execPath, args: [file('java-tools', 'driver.mjs'), version, java, classpath] };
  };
}

/** Kafka's tools, one after the other in one Java, which is told in lines of JSON: see Tools.java. */
export function javaShell(version: string): GetProgram {
  return async (log) => {
    const [java, classpath] = await javaOf(() => classpathOf(version, log));
    // Times are told in the zone and the words of where they run; what a library logs is no answer.
    const settings = ['-Duser.timezone=UTC', '-Duser.language=en', '-Dorg.apache.logging.log4j.level=OFF'];
    return { command: java, args: [...JVM, ...settings, '-cp', classpath, file('java-tools', 'Tools.java')] };
  };
}

async function javaOf(getClasspath: () => Promise<string>): Promise<[java: string, classpath: string]> {
  try {
    return [await findJava(), await getClasspath()];
  } catch (error) {
    throw error instanceof MissingPrerequisiteError ? error : new MissingPrerequisiteError((error as Error).message);
  }
}

const JVM = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dfile.encoding=UTF-8'];
