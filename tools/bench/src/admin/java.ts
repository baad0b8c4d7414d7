import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { classpathOf, DEFAULT_VERSION, findJava } from '@k/tool-kafka';

const SOURCE = fileURLToPath(new URL('../../../java/AdminTimes.java', import.meta.url));
/** Scratch, which git ignores. */
const SCRATCH = fileURLToPath(new URL('../../../../../.tmp/bench-java/', import.meta.url));

/** @throws MissingPrerequisiteError where there is no Java, or no Maven to fetch Kafka's jars with */
export async function compileJava(log: (line: string) => void): Promise<{ program: string; args: string[] }> {
  const java = await findJava();
  const classpath = await classpathOf(DEFAULT_VERSION, log);
  await mkdir(SCRATCH, { recursive: true });
  const compiler = ['-m', 'jdk.compiler/com.sun.tools.javac.Main', '-cp', classpath, '-d', SCRATCH, SOURCE];
  await promisify(execFile)(java, compiler);
  return { program: java, args: ['-Xmx512M', '-cp', [classpath, SCRATCH].join(path.delimiter), 'AdminTimes'] };
}
