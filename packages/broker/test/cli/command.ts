import { fileURLToPath } from 'node:url';
import { Program, type Ended } from '../support/program.ts';

export type { Ended };

const main = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));

/** The command as a process of its own, in a test: it ends with it. */
export class Command extends Program {
  #ready: Promise<string> | undefined;

  constructor(args: readonly string[]) {
    super(process.execPath, [main, ...args]);
  }

  /** The first line of standard output. */
  get ready(): Promise<string> {
    return (this.#ready ??= this.line());
  }

  /** host:port of the ready line. */
  async bootstrapServers(): Promise<string[]> {
    return (await this.ready).replace(/^ready /, '').split(',');
  }
}

export const runCommand = (args: readonly string[]): Promise<Ended> => new Command(args).ended;
