import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The oldest Java that runs every Kafka from 4.0 on. */
const JAVA_VERSION = 17;

/** Java or Maven is not on this machine, or too old. Callers that can do without a real Kafka look for this. */
export class MissingPrerequisiteError extends Error {
  override name = 'MissingPrerequisiteError';
}

/** @returns the `java` to run: that of JAVA_HOME, else that of the PATH */
export async function findJava(): Promise<string> {
  const home = process.env['JAVA_HOME'];
  const java = home === undefined || home === '' ? 'java' : path.join(home, 'bin', 'java');
  let text: string;
  try {
    text = (await run(java, ['-version'])).stderr;
  } catch {
    throw new MissingPrerequisiteError(
      `Java ${JAVA_VERSION} or newer is needed to run Kafka, and "${java}" did not start. Install a JDK or JRE, or set JAVA_HOME.`,
    );
  }
  const version = javaMajorVersion(text);
  if (version === undefined || version < JAVA_VERSION) {
    const found = text.split('\n')[0] ?? '';
    throw new MissingPrerequisiteError(`Java ${JAVA_VERSION} or newer is needed to run Kafka; "${java}" is ${found}`);
  }
  return java;
}

/** @returns 8 for `1.8.0_392`, 17 for `17.0.15`; undefined when the text of `java -version` is not understood */
export function javaMajorVersion(text: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match === null ? undefined : Number(match[1]);
}

/** @returns the `mvn` to run */
export async function findMaven(): Promise<string> {
  const maven = process.platform === 'win32' ? 'mvn.cmd' : 'mvn';
  try {
    await run(maven, ['-version'], { shell: process.platform === 'win32' });
  } catch {
    throw new MissingPrerequisiteError(
      'Maven is needed to fetch Kafka, and "mvn" did not start. Install Apache Maven.',
    );
  }
  return maven;
}
