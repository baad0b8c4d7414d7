import type { Deadline } from '@k/runtime';
import { Metadata } from '@k/wire';
import type { AdminCalls, SendRequest } from './calls.ts';
import type { ResourceMap } from './resource-map.ts';

/**
 * Asks every broker that there is at the moment for its part of an answer.
 * @param ask throws what the answer says is wrong
 * @returns by broker id
 * @throws PartialResultError when some brokers could not be asked, with the answers of the others
 */
export async function everyBroker<V>(
  calls: AdminCalls,
  deadline: Deadline,
  name: string,
  ask: (request: SendRequest) => Promise<V>,
): Promise<ResourceMap<number, V>> {
  // Asked for anew: one that has joined since has a part of the answer too.
  const brokers = await calls.one(deadline, 'any', Metadata, { topics: [] }, (answer) => answer.brokers);
  return calls.each(deadline, {
    name,
    resources: brokers.map(({ nodeId }) => nodeId),
    targetOf: (broker) => ({ broker }),
    ask: async (ids, request) => {
      const answer = await ask(request);
      return ids.map((id) => [id, answer] as const);
    },
  });
}
