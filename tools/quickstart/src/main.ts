// npm start    the whole family at work: produce, consume with a group, check every record
import { KafkaError } from '@k/wire';
import { type Options, USAGE, UsageError, readOptions } from './options.ts';
import { run } from './run.ts';

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}. Usage: ${USAGE}`);
    return 2;
  }
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  try {
    return (await run(options)) ? 0 : 1;
  } catch (error) {
    // What Kafka or the network refused says so in one line; anything else is a defect, and its stack is wanted.
    if (!KafkaError.is(error)) throw error;
    console.error(oneLine(error));
    return 1;
  }
}

function oneLine(error: Error): string {
  const cause =
    error.cause instanceof Error && !error.message.includes(error.cause.message) ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`.replaceAll(/\s*\n\s*/g, '; ');
}

process.exitCode = await main();
