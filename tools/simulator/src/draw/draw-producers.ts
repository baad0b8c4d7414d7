import type { Chance } from '../chance.ts';
import type { ClusterSpec, TopicSpec } from '../scenario/scenario.ts';
import type { ProducerSpec } from '../scenario/producer-spec.ts';
import { isSince } from './releases.ts';
import type { Swarm } from './swarm.ts';

export function drawProducers(
  chance: Chance,
  cluster: ClusterSpec,
  topics: readonly TopicSpec[],
  { isNarrow }: Swarm,
): ProducerSpec[] {
  const count = chance.between(1, 3);
  return Array.from({ length: count }, (_, index): ProducerSpec => {
    const canBeIdempotent = isSince(cluster.asVersion, '0.11');
    const idempotent = canBeIdempotent && chance.is(0.75);
    const burst = chance.pick(isNarrow ? [1, 8, 20] : [1, 3, 8, 20]);
    const lingerMs = chance.pick([0, 0, 5, 50]);
    const requestTimeoutMs = chance.pick([1_000, 1_500, 3_000]);
    const some = topics.filter(() => chance.is(0.6)).map(({ name }) => name);
    return {
      kind: 'producer',
      name: `p${String(index + 1)}`,
      topics: some.length > 0 ? some : topics.map(({ name }) => name),
      acks: idempotent ? -1 : chance.pick([-1, -1, 1, 0] as const),
      idempotent,
      compression: drawCompression(chance, cluster),
      lingerMs,
      // Of a burst several batches are in flight to one partition then.
      batchSize: isNarrow ? 300 : chance.pick([500, 4_000, 262_144]),
      everyMs: everyMs(chance, burst, isNarrow),
      burst,
      requestTimeoutMs,
      // After the first one there is hardly time for a second request.
      deliveryTimeoutMs: chance.pick([lingerMs + Math.max(2_000, requestTimeoutMs), 5_000, 5_000, 30_000, 120_000]),
      metadataMaxAgeMs: chance.pick([3_000, 300_000]),
      maxInFlight: chance.pick([1, 5, 5]),
      ...(chance.is(0.25) ? { bursts: chance.pick([1, 3, 8]) } : {}),
      // Kafka 0.11 brought them.
      headers: canBeIdempotent,
      ...(chance.is(0.2) ? drawBudget(chance) : {}),
    };
  });
}

/** Room for a few batches. */
function drawBudget(chance: Chance): Pick<ProducerSpec, 'bufferMemory' | 'batchSize'> {
  return { bufferMemory: chance.pick([4_000, 8_000, 40_000]), batchSize: chance.pick([500, 4_000]) };
}

function everyMs(chance: Chance, burst: number, isNarrow: boolean): number {
  if (isNarrow) return burst === 8 ? 250 : 500;
  return burst === 20 ? 1_000 : chance.pick([200, 500, 1_000]);
}

/** Those that do their work at once, in every Node. */
export function drawCompression(chance: Chance, { asVersion }: ClusterSpec): ProducerSpec['compression'] {
  const zstd = isSince(asVersion, '2.4') ? (['zstd'] as const) : [];
  return chance.pick(['none', 'none', 'none', 'gzip', 'lz4', 'snappy', ...zstd] as const);
}
