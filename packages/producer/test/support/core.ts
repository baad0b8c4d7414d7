import { ProducerCore } from '../../src/core.ts';
import { type KafkaProducerOptions, parseProducerOptions } from '../../src/options.ts';
import { FakeCluster, type FakeOptions } from './fake-cluster.ts';
import { ManualClock, manualRuntime, seeded } from './manual-clock.ts';

export interface Bench {
  readonly clock: ManualClock;
  readonly cluster: FakeCluster;
  readonly core: ProducerCore;
  readonly warnings: readonly Error[];
}

/** A producer on a fake cluster under a clock that moves when told. */
export function bench(
  options: Partial<KafkaProducerOptions<never, never>> = {},
  fake: Partial<FakeOptions> = {},
  seed = 1,
): Bench {
  const clock = new ManualClock();
  const cluster = new FakeCluster({ clock, random: seeded(seed), ...fake });
  const settings = parseProducerOptions({ bootstrapServers: 'fake:9092', ...options });
  const warnings: Error[] = [];
  const core = new ProducerCore(cluster, settings, manualRuntime(clock, seed + 1), (error) => warnings.push(error));
  return { clock, cluster, core, warnings };
}
