import { EntryChanges, type Durable } from '../storage/durable.ts';
import type { ClassicGroupState } from './classic/group-memory.ts';
import type { ConsumerGroupData } from './consumer/membership-state.ts';

export type GroupState = ClassicGroupState | ConsumerGroupData;

/** The groups of a cluster as data, by group id. */
export class GroupStore implements Durable<GroupState> {
  readonly name = 'groups';
  readonly changes = new EntryChanges();
  readonly #groups: GroupsAsData;

  constructor(groups: GroupsAsData) {
    this.#groups = groups;
  }

  keys(): Iterable<string> {
    return this.#groups.ids();
  }

  capture(groupId: string): GroupState | undefined {
    return this.#groups.capture(groupId);
  }

  restore(entries: ReadonlyMap<string, GroupState>): void {
    this.#groups.restore(entries);
  }
}

/** What the store asks of the coordinator. */
export interface GroupsAsData {
  ids(): Iterable<string>;
  capture(groupId: string): GroupState | undefined;
  restore(states: ReadonlyMap<string, GroupState>): void;
}
