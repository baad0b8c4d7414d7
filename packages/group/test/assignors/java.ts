import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type {
  Assignor,
  LastAssignment,
  MemberAssignment,
  MemberSubscription,
  PartitionRacks,
} from '../../src/index.ts';

type Place = readonly [topic: string, partition: number];

interface JavaMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly rackId: string | null;
  readonly topics: readonly string[];
  readonly ownedPartitions: readonly Place[];
  readonly generationId: number;
  readonly lastAssignment: { readonly generationId: number; readonly partitions: readonly Place[] } | null;
  readonly userData: string | null;
}

interface Line {
  readonly assignor: string;
  readonly group: string;
  readonly what: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly racks?: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly members: readonly JavaMember[];
  readonly assignment: Readonly<Record<string, readonly Place[]>>;
}

/** What Java's assignor was asked, and what it gave. */
export interface Rebalance {
  /** Which group, and what happened to it. */
  readonly title: string;
  readonly group: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly racks: PartitionRacks | undefined;
  readonly members: readonly (MemberSubscription & { readonly lastAssignment: LastAssignment | null })[];
  readonly assignment: ReadonlyMap<string, MemberAssignment>;
}

const url = new URL('../../../../../test-fixtures/group/java-4.4.0-assignments.jsonl.gz', import.meta.url);
let lines: readonly Line[] | undefined;

/** What Java's assignor of that name did in the lives of some groups, in the order of each life. */
export function javaRebalances({ name }: Pick<Assignor, 'name'>): Rebalance[] {
  lines ??= gunzipSync(readFileSync(url))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  return lines.filter(({ assignor }) => assignor === name).map(rebalanceOf);
}

function rebalanceOf({ group, what, counts, racks, members, assignment }: Line, index: number): Rebalance {
  return {
    title: `${group}, rebalance ${String(index)}: ${what}`,
    group,
    counts: new Map(Object.entries(counts)),
    racks: racks && new Map(Object.entries(racks)),
    members: members.map(({ ownedPartitions, lastAssignment, userData, ...member }) => ({
      ...member,
      ownedPartitions: ownedPartitions.map(placeOf),
      lastAssignment: lastAssignment && { ...lastAssignment, partitions: lastAssignment.partitions.map(placeOf) },
      userData: userData === null ? null : Buffer.from(userData, 'hex'),
    })),
    assignment: new Map(Object.entries(assignment).map(([memberId, places]) => [memberId, byTopic(places)])),
  };
}

function placeOf([topic, partition]: Place): { topic: string; partition: number } {
  return { topic, partition };
}

function byTopic(places: readonly Place[]): Map<string, number[]> {
  const topics = new Map<string, number[]>();
  for (const [topic, partition] of places) topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  return topics;
}

/** For comparing: all in order. */
export function sorted(assignment: ReadonlyMap<string, MemberAssignment>): unknown {
  const members = Array.from(assignment, ([memberId, topics]) => {
    const lists = Array.from(
      topics,
      ([topic, partitions]) => `${topic}: ${[...partitions].sort((a, b) => a - b).join()}`,
    );
    return [memberId, lists.sort()] as const;
  });
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}
