import { Process } from '@k/testing';
import { Chance } from '../chance.ts';
import type { ClientSpec } from '../scenario/scenario.ts';
import { begin } from './workloads.ts';
import type { Incarnation, Running } from './workload.ts';
import type { ClientHost, SimWorld } from '../world/sim-world.ts';

/** A machine of a client: one process at a time, which may be frozen, or killed and started again. */
export class Host implements ClientHost {
  readonly name: string;
  readonly spec: ClientSpec;
  readonly #world: SimWorld;
  #process: Process;
  #running: Running | undefined;
  #incarnations = 0;
  #isClosing = false;
  /** The end of a program that is to begin anew. */
  #restarting: Promise<void> | undefined;

  constructor(world: SimWorld, spec: ClientSpec) {
    this.#world = world;
    this.spec = spec;
    this.name = spec.name;
    this.#process = this.#newProcess();
  }

  /** Of the process that runs now: `p1#2` is the second one of host p1. */
  get processName(): string {
    return `${this.name}#${String(this.#incarnations)}`;
  }

  get running(): Running | undefined {
    return this.#running;
  }

  start(): void {
    if (this.#running !== undefined || this.#isClosing) return;
    this.#incarnations++;
    const { recorder } = this.#world;
    if (this.#process.isKilled) this.#process = this.#newProcess();
    recorder.write({ type: 'process', process: this.processName, state: 'started' });
    const incarnation: Incarnation = {
      world: this.#world,
      process: this.#process,
      name: this.processName,
      chance: Chance.of(this.#world.scenario.seed, `${this.processName} at work`),
    };
    this.#running = begin(incarnation, this.spec);
  }

  kill(): void {
    if (this.#running === undefined) return;
    this.#running = undefined;
    this.#restarting = undefined;
    this.#process.kill();
    this.#world.recorder.write({ type: 'process', process: this.processName, state: 'crashed' });
  }

  freeze(): void {
    if (this.#process.isStopped || this.#running === undefined) return;
    this.#process.stop();
    this.#world.recorder.write({ type: 'process', process: this.processName, state: 'frozen' });
  }

  thaw(): void {
    if (!this.#process.isStopped || this.#process.isKilled) return;
    this.#world.recorder.write({ type: 'process', process: this.processName, state: 'resumed' });
    this.#process.goOn();
  }

  setClockAhead(ms: number): void {
    this.#process.setClockAhead(ms);
  }

  restart(): void {
    if (this.#running === undefined || this.#process.isStopped || this.#restarting !== undefined) return;
    this.#restarting = this.#again(this.#running);
  }

  async #again(running: Running): Promise<void> {
    const { recorder } = this.#world;
    recorder.write({ type: 'process', process: this.processName, state: 'closing' });
    await running.finish();
    await running.close();
    // It may have been killed meanwhile.
    if (this.#running !== running) return;
    recorder.write({ type: 'process', process: this.processName, state: 'closed' });
    this.#running = undefined;
    this.#restarting = undefined;
    this.start();
  }

  /** Nothing new is begun any more; resolves when all that was has its outcome. */
  async finish(): Promise<void> {
    await this.#restarting;
    await this.#running?.finish();
  }

  /** Ends what runs as a program does. Nothing starts any more. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const running = this.#running;
    if (running === undefined) return;
    const { recorder } = this.#world;
    recorder.write({ type: 'process', process: this.processName, state: 'closing' });
    await running.close();
    recorder.write({ type: 'process', process: this.processName, state: 'closed' });
  }

  #newProcess(): Process {
    const { clock, network, scenario } = this.#world;
    const { random } = Chance.of(scenario.seed, `${this.name} client ${String(this.#incarnations)}`);
    return new Process({ clock, network: network.at(this.name), random });
  }
}
