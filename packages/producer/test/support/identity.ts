import { VirtualClock } from '@k/runtime';
import { IdempotentSource } from '../../src/identity/idempotent-source.ts';
import type { IdentityListener, ProducerIdentity } from '../../src/identity/source.ts';
import { Troubles } from '../../src/troubles.ts';

const NO_SEQUENCE = { identity: null, established: false, inFlight: 0 };

/** A source that has its identity. */
export async function presentSource(
  identity: ProducerIdentity = { producerId: 5n, epoch: 0 },
): Promise<IdempotentSource> {
  const clock = new VirtualClock();
  const troubles = new Troubles(clock, () => undefined);
  const source = new IdempotentSource({
    clock,
    troubles,
    pauseMs: () => 100,
    ask: () => Promise.resolve(identity),
  });
  await new Promise<void>((ready, fatal) => {
    const listener: IdentityListener = { ready, fatal, wakeAt: () => undefined };
    source.listen(listener);
    source.maySend(NO_SEQUENCE, 0);
  });
  return source;
}
