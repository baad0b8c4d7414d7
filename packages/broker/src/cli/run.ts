import { createBroker, type Broker } from '../broker.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import { awaitEnding } from './ending.ts';
import { eventLine, isTrouble } from './event-line.ts';
import { helpText } from './help.ts';
import { introduction } from './introduction.ts';
import { optionsOf } from './options-of.ts';
import { packageVersion } from './package-version.ts';
import { pageAddress, servePage } from './page.ts';
import { readyJson, readyLine } from './ready-line.ts';
import { startFailure } from './start-failure.ts';

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`kafka-broker: ${text}\n`);

/** Runs the command until it is ended. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const line = readCommandLine(args);
    if (line.has('help')) print(helpText());
    else if (line.has('version')) print(packageVersion());
    else await serve(line);
    return 0;
  } catch (error) {
    const failure = startFailure(error);
    if (failure === undefined) throw error;
    tell(failure.exitCode === 2 ? `${failure.message} (--help tells more)` : failure.message);
    return failure.exitCode;
  }
}

async function serve(line: CommandLine): Promise<void> {
  const options = optionsOf(line);
  const address = pageAddress(line);
  // Before it starts: a signal that comes meanwhile ends it as well.
  const ending = awaitEnding({ withStdin: line.has('exit-with-stdin') });
  try {
    const broker = await createBroker(options);
    try {
      const page = address === undefined ? undefined : await servePage(broker, address);
      announce(line, broker, page?.url ?? null);
      const why = await ending.asked;
      if (!line.has('quiet')) tell(`ended by ${why}`);
      await page?.close();
    } finally {
      await broker.close();
    }
  } finally {
    ending.stop();
  }
}

/** Tells people on stderr, then the program that waits on stdout. */
function announce(line: CommandLine, broker: Broker, web: string | null): void {
  const version = packageVersion();
  if (!line.has('quiet')) for (const each of introduction(broker, web, version)) tell(each);
  const verbose = line.has('verbose');
  // Who observes has events made of all that clients do.
  if (verbose || line.has('data-dir')) {
    broker.observe((event) => {
      if (verbose || isTrouble(event)) tell(eventLine(event));
    });
  }
  print(line.has('json') ? readyJson({ broker, web, version }) : readyLine(broker));
}
