import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { after, before, describe, it } from 'node:test';
import type { CompressionType } from '@k/codec';
import { MissingPrerequisiteError } from '@k/tool-kafka';
import { Lab } from '../lab.ts';
import type { Target } from '../target.ts';
import { CASES } from './cases.ts';
import type { ForeignClient } from './clients.ts';
import { PARTITIONS, writeOurs } from './codecs.ts';
import { CODECS } from './contract.ts';
import { Driver, type Program } from './driver.ts';
import { transactOurs } from './transactions.ts';
import { type Outcome, outcomeTable } from './outcome-table.ts';

/** A client that is at hand, or why it is not. */
export interface PreparedClient {
  readonly client: ForeignClient;
  readonly program: Program | MissingPrerequisiteError;
}

/** Gets what the clients need, one after the other: some of it is compiled. */
export async function prepareClients(
  clients: readonly ForeignClient[],
  log: (line: string) => void,
): Promise<PreparedClient[]> {
  const prepared: PreparedClient[] = [];
  for (const client of clients) {
    const program = await client.get(log).catch((error: unknown) => {
      if (error instanceof MissingPrerequisiteError) return error;
      throw error;
    });
    prepared.push({ client, program });
  }
  return prepared;
}

/** Time for a case, in ms, on a machine that has much else to do. */
const LIMIT_MS = 180_000;

/** Every client at every case, on one target. Where CI runs it, a client that is missing fails. */
export function defineForeignSuite(
  name: string,
  start: () => Promise<Target>,
  clients: readonly PreparedClient[],
): void {
  describe(name, () => {
    let lab: Lab | undefined;
    const shared = new Map<CompressionType, string>();
    let transactional = '';
    const drivers = new Drivers();
    const outcomes = new Map<string, Map<string, Outcome>>(clients.map(({ client }) => [client.name, new Map()]));

    before(async () => {
      lab = new Lab(await start());
      for (const codec of CODECS) {
        const topic = await lab.topic(PARTITIONS);
        await writeOurs(lab, topic, codec);
        shared.set(codec, topic);
      }
      transactional = await lab.topic(PARTITIONS);
      await transactOurs(lab, transactional);
    });
    after(async () => {
      await drivers.close();
      await lab?.close();
      console.log(outcomeTable(outcomes, (client) => drivers.titleOf(client)));
    });

    // Of the same case: they wait for timers and heartbeats more than they compute.
    const together = { concurrency: availableParallelism() };

    describe('starts', together, () => {
      for (const { client, program } of clients) {
        const missing = program instanceof MissingPrerequisiteError ? program.message : undefined;
        const skip = process.env['CI'] === 'true' ? undefined : missing;
        it(client.name, { skip }, async () => {
          assert.ok(!(program instanceof MissingPrerequisiteError), missing);
          assert.ok(lab !== undefined, 'the target has not started');
          await drivers.get(client.name, program, lab.target.bootstrapServers);
        });
      }
    });

    for (const { title, lacks, run, inTurns = false } of CASES) {
      describe(title, inTurns ? {} : together, () => {
        for (const { client, program } of clients) {
          if (program instanceof MissingPrerequisiteError) continue;
          it(client.name, { skip: lacks(client), timeout: LIMIT_MS }, async (t) => {
            assert.ok(lab !== undefined, 'the target has not started');
            if (drivers.hasFailed(client.name)) {
              t.skip('it has not started, see above');
              return;
            }
            outcomes.get(client.name)?.set(title, 'failed');
            const servers = lab.target.bootstrapServers;
            const driver = await drivers.get(client.name, program, servers);
            const another = (): Promise<Driver> => drivers.another(program, servers);
            await run({ lab, client, driver, another, shared, transactional });
            outcomes.get(client.name)?.set(title, 'passed');
          });
        }
      });
    }
  });
}

/** The drivers of a suite, each of which is started by whoever needs it first. */
class Drivers {
  readonly #starts = new Map<string, Promise<Driver>>();
  readonly #started = new Map<string, Driver>();
  readonly #failed = new Set<string>();
  readonly #others: Driver[] = [];

  async get(name: string, program: Program, bootstrapServers: readonly string[]): Promise<Driver> {
    const start = this.#starts.get(name) ?? Driver.start(program, bootstrapServers);
    this.#starts.set(name, start);
    try {
      const driver = await start;
      this.#started.set(name, driver);
      return driver;
    } catch (error) {
      this.#failed.add(name);
      throw error;
    }
  }

  async another(program: Program, bootstrapServers: readonly string[]): Promise<Driver> {
    const driver = await Driver.start(program, bootstrapServers);
    this.#others.push(driver);
    return driver;
  }

  hasFailed(name: string): boolean {
    return this.#failed.has(name);
  }

  titleOf(name: string): string {
    return this.#started.get(name)?.client ?? name;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#started.values(), ...this.#others].map((driver) => driver.close()));
  }
}
