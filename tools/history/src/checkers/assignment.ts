import { type Report, defineChecker } from '../define-checker.ts';
import type { Facts } from '../facts/facts.ts';
import { type Place, nameOf, nameOfOffset } from '../facts/places.ts';
import type { History } from '../history.ts';

export const assignment = defineChecker(
  'assignment',
  'In one generation of a group a partition is the one of one member, or of one static member after the other under the same name (KIP-345).',
  (history: History, { taken }: Facts, report: Report) => {
    const owners = new Map<string, { readonly name: string; readonly index: number }>();
    const instances = new Map<string, string>();
    const own = (
      index: number,
      member: string,
      group: string,
      generation: number,
      place: Place,
      what: string,
    ): void => {
      // Who was shut out of its group, or whose client does not tell, is in no generation.
      if (generation <= 0) return;
      const name = instances.get(member) ?? member;
      const key = `${group} ${String(generation)} ${nameOf(place)}`;
      const owner = owners.get(key);
      const isNew = owner === undefined || taken.offsets(owner.index, index);
      if (!isNew && owner.name !== name) {
        report(
          `${member} of ${group} ${what} in generation ${String(generation)}, in which it is ${owner.name}'s`,
          index,
        );
      }
      if (isNew) owners.set(key, { name, index });
    };
    for (const [index, event] of history.entries()) {
      if (event.type === 'assigned') {
        const { member, group, generation, groupInstanceId } = event;
        if (groupInstanceId !== undefined) instances.set(member, groupInstanceId);
        for (const place of event.partitions) own(index, member, group, generation, place, `gets ${nameOf(place)}`);
      } else if (event.type === 'delivered' && event.group !== undefined) {
        const { reader, group, generation = -1 } = event;
        own(index, reader, group, generation, event, `is given ${nameOfOffset(event, event.offset)}`);
      }
    }
  },
);
