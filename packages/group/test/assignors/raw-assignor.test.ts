import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { decodeSubscription, encodeAssignment, encodeSubscription, type RawAssignor } from '../../src/index.ts';
import { Owner, World } from '../world.ts';

describe('an assignor that deals in bytes', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
  });
  afterEach(() => world.close());

  const heard: unknown[] = [];
  const raw: RawAssignor = {
    name: 'raw',
    protocols: ['eager'],
    metadata: ({ topics, lastAssignment }) =>
      encodeSubscription({ topics, userData: Buffer.from(JSON.stringify(lastAssignment)) }, 0),
    assign: (counts, members) => {
      heard.push(
        members.map(({ metadata }) => [metadata.readInt16BE(0), decodeSubscription(metadata).userData?.toString()]),
      );
      const all = Array.from({ length: counts.get('t') ?? 0 }, (_, partition) => partition);
      return Promise.resolve(new Map([[members[0]?.memberId ?? '', encodeAssignment(new Map([['t', all]]))]]));
    },
    onAssignment: (assignment, generationId) => heard.push(assignment.toString('hex'), generationId),
  };

  it('writes what the member joins with, and shares out; each hears the bytes that it got', async () => {
    heard.length = 0;
    const { owner, member } = await world.joined({ assignor: raw });
    member.subscribe(['t', 'u']);
    await world.run(owner.until('revoked'));
    await world.run(owner.until('assigned 4'));
    const bytes = encodeAssignment(new Map([['t', [0, 1, 2, 3]]])).toString('hex');
    const last = { partitions: [0, 1, 2, 3].map((partition) => ({ topic: 't', partition })), generationId: 1 };
    assert.deepEqual(heard, [[[0, 'null']], bytes, 1, [[0, JSON.stringify(last)]], bytes, 2]);
    await world.run(member.leave());
  });

  for (const [what, given, told] of [
    ['no map', [], /failed assignor raw: gave an empty array, not a Map/],
    ['no assignment', Buffer.from([0]), /failed assignor raw: gave .* what is no assignment: /],
    ['no bytes', 'text', /failed assignor raw: gave .* what is no assignment: /],
    ['a partition to nobody', encodeAssignment(new Map([['t', [0, 1, 2]]])), /failed assignor raw: gave t-3 to nobody/],
  ] as const) {
    it(`${what}: fails the leader`, async () => {
      const owner = new Owner();
      const assign: RawAssignor['assign'] = (_, members) =>
        (Array.isArray(given) ? given : new Map([[members[0]?.memberId, given]])) as never;
      const member = world.member(owner, { assignor: { ...raw, assign } });
      member.subscribe(['t']);
      await world.run(owner.until('failed'));
      assert.match(owner.told[0] ?? '', told);
      await world.run(member.leave());
    });
  }
});
