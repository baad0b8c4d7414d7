// npm run test:kafka [-- --version V [--version V2 ...]] [--name PATTERN]
// The integration suite on a real Kafka, and our message schemas against the definitions in Kafka's jars.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEFAULT_VERSION, MissingPrerequisiteError, checkPrerequisites } from '@k/tool-kafka';
import { RELEASES, checkSchemas } from '@k/tool-schema-check';

const USAGE = `npm run test:kafka -- [--version ${DEFAULT_VERSION}] [--name PATTERN]`;
const SUITE = fileURLToPath(new URL('kafka-suite.js', import.meta.url));
const REPORTER = new URL('../../../dev/reporter.mjs', import.meta.url).href;

function readCommandLine(): { versions: string[]; name: string | undefined } {
  const { values } = parseArgs({
    options: { version: { type: 'string', multiple: true }, name: { type: 'string' } },
  });
  return { versions: values.version ?? [DEFAULT_VERSION], name: values.name };
}

/** Runs the suite in a process of its own. @returns its exit code */
function runSuite(version: string, name: string | undefined): Promise<number> {
  const options = [
    '--enable-source-maps',
    '--test',
    `--test-reporter=${REPORTER}`,
    '--test-reporter-destination=stdout',
  ];
  if (name !== undefined) options.push(`--test-name-pattern=${name}`);
  const env = { ...process.env, K_KAFKA_VERSION: version };
  const child = spawn(process.execPath, [...options, SUITE], { stdio: 'inherit', env });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

async function main(): Promise<number> {
  let command: ReturnType<typeof readCommandLine>;
  try {
    command = readCommandLine();
  } catch (error) {
    console.error(`${(error as Error).message.split('. ')[0] ?? ''}. Usage: ${USAGE}`);
    return 2;
  }
  const suites = await runSuites(command);
  // Who names a test wants that test.
  if (command.name !== undefined || suites === 2) return suites;
  return Math.max(suites, await checkSchemas(RELEASES, console.log));
}

async function runSuites(command: ReturnType<typeof readCommandLine>): Promise<number> {
  try {
    for (const version of command.versions) await checkPrerequisites(version);
  } catch (error) {
    console.error((error as Error).message);
    // On a machine of one's own a real Kafka is a luxury; where CI says it ran, it must have run.
    if (!(error instanceof MissingPrerequisiteError)) return 2;
    if (process.env['CI'] === 'true') return 1;
    console.log(`the suite on a real Kafka was not run\n# pass 0\n# fail 0\n# skipped ${command.versions.length}`);
    return 0;
  }
  let failed = 0;
  for (const version of command.versions) failed += (await runSuite(version, command.name)) === 0 ? 0 : 1;
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
