// npm run test:kafka [-- --version V [--version V2 ...] | --all] [--suite NAME] [--name PATTERN] [--client NAME ...]
// The integration suites on real Kafkas, and our message schemas against the definitions in Kafka's jars.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import {
  DEFAULT_VERSION,
  MissingPrerequisiteError,
  checkPrerequisites,
  checkVersion,
  classpathOf,
} from '@k/tool-kafka';
import { RELEASES, checkSchemas } from '@k/tool-schema-check';
import { chooseClients } from './foreign/clients.ts';
import { checkSideNames } from './side-by-side/names.ts';
import { MATRIX, type Run, SUITES, SUITE_NAMES, type SuiteName, planRuns, suiteFile } from './suites.ts';

const USAGE = `npm run test:kafka -- [--version ${DEFAULT_VERSION} | --all] [--suite ${SUITE_NAMES.join('|')}] [--name PATTERN] [--client NAME]`;
const REPORTER = new URL('../../../dev/reporter.mjs', import.meta.url).href;

interface Command {
  readonly runs: readonly Run[];
  readonly skipped: readonly string[];
  readonly name: string | undefined;
  /** Of the suites with clients of others; all when there is none. */
  readonly clients: readonly string[];
  /** Whether a part was asked for: then the schemas are not looked at. */
  readonly part: boolean;
}

function readCommandLine(): Command {
  const { values } = parseArgs({
    options: {
      version: { type: 'string', multiple: true },
      all: { type: 'boolean', default: false },
      suite: { type: 'string' },
      name: { type: 'string' },
      client: { type: 'string', multiple: true, default: [] },
    },
  });
  const { name, client: clients } = values;
  const suite = SUITE_NAMES.find((each) => each === values.suite);
  if (suite === undefined && values.suite !== undefined) {
    throw new Error(`--suite takes ${SUITE_NAMES.join(', ')}, not "${values.suite}"`);
  }
  if (suite === 'side-by-side') checkSideNames(clients);
  else if (clients.length === 0 || suite === 'foreign') chooseClients(clients);
  else throw new Error('--client goes with --suite foreign or side-by-side');
  if (values.all && values.version !== undefined) throw new Error('--all names every version: leave out --version');
  // Who names a test wants it on the newest.
  const named = values.version ?? (name === undefined || hasOthers(suite) ? undefined : [DEFAULT_VERSION]);
  named?.forEach(checkVersion);
  const plan = planRuns(suite, values.all ? MATRIX : named);
  if (plan.runs.length === 0) throw new Error(plan.skipped.join('; '));
  return { ...plan, name, clients, part: suite !== undefined || name !== undefined };
}

/** Whether it has clients of others work on `@k/broker`, unless a Kafka is named. */
function hasOthers(suite: SuiteName | undefined): boolean {
  return suite === 'foreign' || suite === 'recipes' || suite === 'side-by-side' || suite === 'crash';
}

/**
 * In ms, for a suite: one that hangs is ended, and the reporter says which test it was at. The longest of the usual ones takes
 * some minutes; those that are run by their name kill brokers a hundred times, or install what they need.
 */
const MOST_MS = { usual: 12 * 60_000, named: 60 * 60_000 };

/** How many suites run at a time. For most of it they wait: for brokers to start, to end, and to be missed. */
const AT_A_TIME = 2;

/** Runs them, and shows what each of several says when it has ended. @returns how many failed */
async function runAll(command: Command): Promise<number> {
  if (command.runs.length === 1) return (await runSuite(command.runs[0] as Run, command, 'inherit')) === 0 ? 0 : 1;
  const waiting = [...command.runs];
  let failed = 0;
  const lane = async (): Promise<void> => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
      const what = `the ${run.suite} suite on ${run.version === undefined ? '@k/broker' : `Kafka ${run.version}`}`;
      console.log(`${what} has begun`);
      const began = performance.now();
      const said: Buffer[] = [];
      const code = await runSuite(run, command, said);
      if (code !== 0) failed += 1;
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(`${what}, ${seconds} s:\n${Buffer.concat(said).toString()}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  return failed;
}

/** Runs a suite in a process of its own. @param output gets what it says, on both ways out @returns its exit code */
function runSuite({ suite, version }: Run, { name, clients }: Command, output: 'inherit' | Buffer[]): Promise<number> {
  const options = [
    '--enable-source-maps',
    '--test',
    `--test-reporter=${REPORTER}`,
    '--test-reporter-destination=stdout',
  ];
  options.push(`--import=${new URL('end-on-sigterm.js', import.meta.url).href}`);
  options.push(`--test-timeout=${MOST_MS[SUITES[suite].named === true ? 'named' : 'usual']}`);
  if (name !== undefined) options.push(`--test-name-pattern=${name}`);
  const env = { ...process.env, K_KAFKA_VERSION: version, K_FOREIGN_CLIENTS: clients.join(',') };
  const out = output === 'inherit' ? output : 'pipe';
  const child = spawn(process.execPath, [...options, suiteFile(suite)], { stdio: ['inherit', out, out], env });
  if (output !== 'inherit')
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => output.push(data));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

async function main(): Promise<number> {
  let command: Command;
  try {
    command = readCommandLine();
  } catch (error) {
    console.error(`${(error as Error).message.split('. ')[0] ?? ''}. Usage: ${USAGE}`);
    return 2;
  }
  const suites = await runSuites(command);
  // Who names a test wants that test.
  if (command.part || suites === 2) return suites;
  return Math.max(suites, await checkSchemas(RELEASES, console.log));
}

async function runSuites(command: Command): Promise<number> {
  const { runs, skipped } = command;
  try {
    for (const version of new Set(runs.map(({ version }) => version))) {
      if (version !== undefined) await checkPrerequisites(version);
    }
    for (const suite of new Set(runs.map(({ suite }) => suite))) await SUITES[suite].prepare?.();
  } catch (error) {
    console.error((error as Error).message);
    // On a machine of one's own a real Kafka is a luxury; where CI says it ran, it must have run.
    if (!(error instanceof MissingPrerequisiteError)) return 2;
    if (process.env['CI'] === 'true') return 1;
    console.log(`the suites on a real Kafka were not run\n# pass 0\n# fail 0\n# skipped ${runs.length}`);
    return 0;
  }
  for (const reason of skipped) console.log(reason);
  // Before several suites want the same jars at once.
  for (const { version } of runs) if (version !== undefined) await classpathOf(version, console.log);
  return (await runAll(command)) === 0 ? 0 : 1;
}

process.exitCode = await main();
