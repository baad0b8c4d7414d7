import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '@k/cluster';
import { DescribeGroups, type Api } from '@k/wire';
import { rangeAssignor } from '../../src/index.ts';
import { compareProtocols } from '../../src/classic/group-protocols.ts';
import { Owner, World } from '../world.ts';

describe('INCONSISTENT_GROUP_PROTOCOL', () => {
  const ours = { protocolType: 'consumer', protocols: ['range', 'mine'] };

  /** A cluster that gives this answer to DescribeGroups, as bytes of its newest version. */
  function answering(group: Parameters<typeof DescribeGroups.response.encode>[1]['groups']): Pick<Cluster, 'request'> {
    return {
      request: <Req, Res>(_: unknown, api: Api<Req, Res>, __: unknown, limits: unknown): Promise<Res> => {
        assert.equal(api.key, DescribeGroups.key);
        // Who is refused does not wait long to hear why.
        assert.deepEqual(limits, { timeoutMs: 5_000 });
        const bytes = DescribeGroups.response.encode(5, { groups: group ?? [] });
        return Promise.resolve(api.response.decode(5, bytes));
      },
    };
  }

  it('names what both sides have', async () => {
    const member = (clientId: string): object => ({ memberId: 'm', clientId, clientHost: '/10.0.0.7' });
    const group = { groupId: 'g', protocolType: 'consumer', groupState: 'Stable', protocolData: 'roundrobin' };
    const members = ['a', 'a', 'b'].map(member);
    assert.equal(
      await compareProtocols(answering([{ ...group, members }]), 'g', ours),
      "This member is of type 'consumer' and offers range, mine. The group is of type 'consumer' and uses roundrobin," +
        " with 'a' at /10.0.0.7, 'b' at /10.0.0.7.",
    );
    const and = async (...ids: string[]): Promise<string> => {
      const told = await compareProtocols(answering([{ ...group, members: ids.map(member) }]), 'g', ours);
      return told.slice(told.indexOf(', with') + 6);
    };
    const three = " 'a' at /10.0.0.7, 'b' at /10.0.0.7, 'c' at /10.0.0.7";
    assert.equal(await and('a', 'b', 'c'), `${three}.`);
    assert.equal(await and('a', 'b', 'c', 'd'), `${three} and others.`);
    const young = { ...group, protocolType: 'connect', groupState: 'PreparingRebalance', protocolData: '' };
    assert.match(
      await compareProtocols(answering([young]), 'g', ours),
      /The group is of type 'connect' and has chosen no protocol yet \(PreparingRebalance\)\.$/,
    );
  });

  it('says that it is unknown what the group has when nobody tells', async () => {
    assert.match(await compareProtocols(answering([]), 'g', ours), /unknown: the coordinator does not say\.$/);
    const refused = { groupId: 'g', errorCode: 30 };
    assert.match(await compareProtocols(answering([refused]), 'g', ours), /unknown: GROUP_AUTHORIZATION_FAILED/);
  });

  it('is told to the owner with all of that', async () => {
    const world = await World.create();
    const [first, second] = [new Owner(), new Owner()];
    const one = world.member(first);
    one.subscribe(['t']);
    await world.run(first.until('assigned 4'));
    const other = world.member(second, { assignor: { ...rangeAssignor, name: 'mine' } });
    other.subscribe(['t']);
    await world.run(second.until('failed'));
    const [told = ''] = second.told;
    assert.match(
      told,
      /INCONSISTENT_GROUP_PROTOCOL \(JoinGroup, group 'g'\): .* This member is of type 'consumer' and offers mine\. The group is of type 'consumer' and uses range, with '/,
    );
    assert.doesNotMatch(told, /The broker says/, 'these are our words, not the broker’s');
    await world.run(Promise.all([one.leave(), other.leave()]));
    await world.close();
  });
});
