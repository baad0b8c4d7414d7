import { describe } from 'node:test';
import { badInput } from './areas/bad-input.ts';
import { groups } from './areas/groups.ts';
import { javaTools } from './areas/java-tools.ts';
import { offsets } from './areas/offsets.ts';
import { produceAndConsume } from './areas/produce-and-consume.ts';
import { restarts } from './areas/restarts.ts';
import { running } from './areas/running.ts';
import { simpleProducers } from './areas/simple-producers.ts';
import { startedLab } from './started.ts';
import type { Target } from './target.ts';

/**
 * The one integration suite. It is run on @k/broker by `npm test` and on a real Kafka by `npm run test:kafka`,
 * so that what passes on the one is known to be what the other does.
 */
export function defineSuite(name: string, start: () => Promise<Target>): void {
  describe(name, () => {
    const lab = startedLab(start);
    produceAndConsume(lab);
    offsets(lab);
    groups(lab);
    running(lab);
    simpleProducers(lab);
    badInput(lab);
    javaTools(lab);
    // Last: the restart of a real Kafka makes every later test wait for its coordinator.
    restarts(lab);
  });
}
