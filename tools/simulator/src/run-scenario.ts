import type { History } from '@k/tool-history';
import type { Scenario } from './scenario/scenario.ts';
import { Host } from './workloads/host.ts';
import { writeLogs, writeOffsets } from './world/final-logs.ts';
import { allInSync } from './world/in-sync.ts';
import { Leftovers } from './world/leftovers.ts';
import { Plan } from './world/plan.ts';
import type { Note } from './world/recorder.ts';
import { SimWorld, type WatchOptions } from './world/sim-world.ts';

/** Within so many virtual ms from the end of the last fault all that was begun must be done. */
export const PROGRESS_MS = 300_000;
/** A client that is closed when nothing is wrong is closed within so many virtual ms. */
const CLOSE_MS = 60_000;
const LOOK_EVERY_MS = 500;
/** Who stood still has by then told of what came to its end meanwhile: a record sent at once may be in a batch with that. */
const WAKE_MS = 200;

/** Lets a scenario happen, and gives what there is to tell of it. */
export async function runScenario(
  scenario: Scenario,
  options: WatchOptions = {},
): Promise<{ history: History; notes: readonly Note[] }> {
  const world = await SimWorld.create(scenario, options);
  const { recorder, clock } = world;
  const leftovers = new Leftovers(world);
  try {
    await clock.runUntil(live(world), { limitMs: scenario.loadMs + PROGRESS_MS + 3 * CLOSE_MS });
    await leftovers.look();
  } catch (error) {
    leftovers.end();
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    recorder.write({ type: 'left', kind: 'uncaught exception', what });
  }
  return recorder;
}

async function live(world: SimWorld): Promise<void> {
  const { scenario, recorder, broker } = world;
  const hosts = scenario.clients.map((spec) => new Host(world, spec));
  for (const host of hosts) {
    world.hosts.set(host.name, host);
    host.start();
  }
  const load = world.sleep(scenario.loadMs);
  await new Plan(world).carryOut();
  await allInSync(world);
  await world.sleep(WAKE_MS);
  recorder.write({ type: 'healed', what: 'nothing is wrong any more' });
  world.isHealed = true;
  const healedAt = world.clock.monotonic();
  await load;
  await progress(world, hosts, healedAt + PROGRESS_MS);
  const closing = hosts.map((host) => within(world, host, CLOSE_MS, 'is not closed', host.close()));
  await Promise.all(closing);
  writeLogs(world);
  writeOffsets(world);
  await broker.close();
}

/** Until everybody has done what was to be done. */
async function progress(world: SimWorld, hosts: readonly Host[], deadline: number): Promise<void> {
  const { clock, recorder } = world;
  const leftMs = (): number => Math.max(0, deadline - clock.monotonic());
  const finishing = hosts.map((host) => within(world, host, leftMs(), 'does not get to its end', host.finish()));
  await Promise.all(finishing);
  // What nobody acknowledges (acks 0) is on its way still.
  await world.sleep(LOOK_EVERY_MS);
  for (;;) {
    const behind = hosts.map(({ running }) => running?.behind()).filter((what) => what !== undefined);
    // A node that is kept at a late answer may have been given records since: nobody reads what it stores when all is over.
    if (behind.length === 0 && world.controls.held === 0) return;
    if (leftMs() === 0) {
      for (const what of new Set(behind)) recorder.write({ type: 'left', kind: 'unsettled', what });
      return;
    }
    await world.sleep(LOOK_EVERY_MS);
  }
}

/** Waits for what a host does, so long; writes down when it fails or takes longer. */
async function within(world: SimWorld, host: Host, ms: number, what: string, done: Promise<void>): Promise<void> {
  const left = (why: string): void => {
    world.recorder.write({ type: 'left', kind: 'unsettled', what: `${host.processName} ${what}: ${why}` });
  };
  const settled = done.then(
    () => true,
    (error: unknown) => {
      left(String(error));
      return true;
    },
  );
  if ((await world.within(settled, ms)) === undefined) left(`it takes more than ${String(ms)} ms`);
}
