import { ProducerCore } from '../../src/core.ts';
import { parseProducerOptions, type ProducerOptions } from '../../src/options.ts';
import { FakeCluster, type FakeOptions } from './fake-cluster.ts';
import { seededRandom, VirtualClock } from '@k/runtime';
import { runtimeWithoutNetwork } from './runtime.ts';

export interface Bench {
  readonly clock: VirtualClock;
  readonly cluster: FakeCluster;
  readonly core: ProducerCore;
  readonly warnings: readonly Error[];
}

/** A producer on a fake cluster under a clock that moves when told. */
export function bench(options: ProducerOptions<never, never> = {}, fake: Partial<FakeOptions> = {}, seed = 1): Bench {
  const clock = new VirtualClock();
  const cluster = new FakeCluster({ clock, random: seededRandom(seed), ...fake });
  const settings = parseProducerOptions({ bootstrapServers: 'fake:9092', ...options });
  const warnings: Error[] = [];
  const core = new ProducerCore(cluster, null, settings, runtimeWithoutNetwork(clock, seed + 1), (error) =>
    warnings.push(error),
  );
  return { clock, cluster, core, warnings };
}
