import { describe } from 'node:test';
import { consumerProtocol } from './areas/consumer-protocol.ts';
import { groups } from './areas/groups.ts';
import { startedLab } from './started.ts';
import type { Target } from './target.ts';

/** Groups whose members speak the consumer protocol (KIP-848). */
export function defineGroupsSuite(name: string, start: () => Promise<Target>): void {
  describe(name, () => {
    const lab = startedLab(start, { groupProtocol: 'consumer' });
    groups(lab);
    consumerProtocol(lab);
  });
}
