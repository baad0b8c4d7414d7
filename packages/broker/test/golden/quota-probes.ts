import { AlterClientQuotas, DescribeClientQuotas, Metadata, Produce } from '@k/wire';
import { batchOf } from '../support/records.ts';
import type { AccessProbe } from './access-probe.ts';

type Part = readonly [type: string, name: string | null];
type Op = readonly [key: string, value: number | null];

const ALTERED: readonly [what: string, entity: readonly Part[], ops: readonly Op[]][] = [
  ['of a user', [['user', 'u']], [['producer_byte_rate', 1000], ['consumer_byte_rate', 2000]]], // prettier-ignore
  ['of users', [['user', null]], [['request_percentage', 150.5]]],
  ['of a client', [['client-id', 'c']], [['controller_mutation_rate', 0.5]]],
  ['of clients', [['client-id', null]], [['producer_byte_rate', 5000]]],
  ['of both', [['user', 'u'], ['client-id', 'c']], [['producer_byte_rate', 10]]], // prettier-ignore
  ['of an address', [['ip', '10.0.0.1']], [['connection_creation_rate', 100]]],
  ['of addresses', [['ip', null]], [['connection_creation_rate', 1000]]],
  ['of an IPv6 address', [['ip', '::1']], [['connection_creation_rate', 7]]],
  ['of nothing', [], [['producer_byte_rate', 1]]],
  ['of an unknown type', [['group', 'g']], [['producer_byte_rate', 1]]],
  ['of an empty name', [['user', '']], [['producer_byte_rate', 1]]],
  ['of an address and a user', [['ip', '10.0.0.1'], ['user', 'u']], [['producer_byte_rate', 1]]], // prettier-ignore
  ['of what is no address', [['ip', 'no address at all']], [['connection_creation_rate', 1]]],
  ['no key', [['user', 'u']], []],
  ['an unknown key', [['user', 'u']], [['speed', 1]]],
  ['a key of addresses', [['user', 'u']], [['connection_creation_rate', 1]]],
  ['a key of users', [['ip', '10.0.0.1']], [['producer_byte_rate', 1]]],
  ['zero', [['user', 'u']], [['producer_byte_rate', 0]]],
  ['less than nothing', [['user', 'u']], [['request_percentage', -1]]],
  ['a part of a byte', [['user', 'u']], [['producer_byte_rate', 0.5]]],
  ['a part of a connection', [['ip', '10.0.0.1']], [['connection_creation_rate', 1.5]]],
  ['too many connections', [['ip', '10.0.0.1']], [['connection_creation_rate', 2 ** 31]]],
  ['too many bytes', [['user', 'u']], [['producer_byte_rate', 1e19]]],
  ['good and bad', [['user', 'u']], [['producer_byte_rate', 1], ['speed', 2]]], // prettier-ignore
  ['a key twice', [['user', 'u']], [['producer_byte_rate', 1], ['producer_byte_rate', 2]]], // prettier-ignore
  ['one taken away', [['user', 'u']], [['consumer_byte_rate', null]]],
  ['one that is not there taken away', [['user', 'u']], [['request_percentage', null]]],
  ['an unknown one taken away', [['user', 'u']], [['speed', null]]],
];

const ASKED: readonly [
  what: string,
  components: readonly [type: string, matchType: number, match: string | null][],
  strict?: boolean,
][] = [
  // prettier-ignore
  ['all', []],
  ['all, strictly', [], true],
  ['a user', [['user', 0, 'u']]],
  ['a user, strictly', [['user', 0, 'u']], true],
  ['users', [['user', 1, null]]],
  ['any user', [['user', 2, null]]],
  ['any user and client', [['user', 2, null], ['client-id', 2, null]]], // prettier-ignore
  ['any client, strictly', [['client-id', 2, null]], true],
  ['any address', [['ip', 2, null]]],
  ['an address', [['ip', 0, '10.0.0.1']]],
  ['nobody', [['user', 0, 'nobody']]],
  ['no type', [['', 2, null]]],
  ['an unknown type', [['group', 2, null]]],
  ['a type twice', [['user', 2, null], ['user', 1, null]]], // prettier-ignore
  ['a name that is none', [['user', 0, null]]],
  ['a default with a name', [['user', 1, 'u']]],
  ['any with a name', [['user', 2, 'u']]],
  ['an unknown match', [['user', 9, null]]],
  ['an address and a user', [['ip', 2, null], ['user', 2, null]]], // prettier-ignore
];

function body(changes: readonly (readonly [entity: readonly Part[], ops: readonly Op[]])[], validateOnly = false) {
  return {
    validateOnly,
    entries: changes.map(([entity, ops]) => ({
      entity: entity.map(([entityType, entityName]) => ({ entityType, entityName })),
      ops: ops.map(([key, value]) => ({ key, value: value ?? 0, remove: value === null })),
    })),
  };
}

/** Quotas: what can be set and told, and that they act. */
export async function probeQuotas(probe: AccessProbe): Promise<void> {
  const { admin } = probe;
  const settle = () => new Promise((resolve) => setTimeout(resolve, probe.settleMs));
  const told = (what: string) => probe.ask(`told: ${what}`, () => admin.request(DescribeClientQuotas, 1, {}));
  await told('none');
  for (const [what, entity, ops] of ALTERED) {
    await probe.ask(`altered: ${what}`, () => admin.request(AlterClientQuotas, 1, body([[entity, ops]])));
    await settle();
  }
  const user: Part[] = [['user', 'v']];
  await probe.ask('altered: to try', () => admin.request(AlterClientQuotas, 1, body([[user, [['producer_byte_rate', 1]]]], true))); // prettier-ignore
  await probe.ask('altered: an entity twice', () => admin.request(AlterClientQuotas, 0, body([[user, [['producer_byte_rate', 1]]], [user, [['consumer_byte_rate', 2]]]]))); // prettier-ignore
  await settle();
  for (const [what, components, strict = false] of ASKED) {
    const wanted = components.map(([entityType, matchType, match]) => ({ entityType, matchType, match }));
    await probe.ask(`told: ${what}`, () => admin.request(DescribeClientQuotas, 1, { components: wanted, strict }));
  }
  await probe.give([]);
  await probe.ask('without rights: told', (client) => client.request(DescribeClientQuotas, 1, {}));
  await probe.ask('without rights: altered', (client) => client.request(AlterClientQuotas, 1, body([[user, []]])));
  await probeThrottling(probe);
  const { entries } = await admin.request(DescribeClientQuotas, 1, {});
  const gone = (entries ?? []).map(({ entity, values }) => ({
    entity: entity.map(({ entityType, entityName }) => ({ entityType, entityName })),
    ops: values.map(({ key }) => ({ key, remove: true })),
  }));
  await admin.request(AlterClientQuotas, 1, { entries: gone });
  await settle();
  await told('after all');
}

/** Alice may write 1,000 bytes a second, and writes 20,000. */
async function probeThrottling(probe: AccessProbe): Promise<void> {
  await probe.topic('mine');
  await probe.give([{ operation: 'ALL', type: 'TOPIC', name: 'mine' }]);
  const quota: Op[] = [['producer_byte_rate', 1000]];
  await probe.admin.request(AlterClientQuotas, 1, body([[[['user', 'alice']], quota]]));
  await new Promise((resolve) => setTimeout(resolve, 4 * probe.settleMs));
  await probe.ask('throttled: Produce v9', async (client) => {
    const records = batchOf(['x'.repeat(12_000)]);
    const topicData = [{ name: probe.name('mine'), partitionData: [{ index: 0, records }] }];
    const began = Date.now();
    const { throttleTimeMs } = await client.request(Produce, 9, { acks: -1, timeoutMs: 5000, topicData });
    const answered = Date.now() - began;
    await client.request(Metadata, 9, { topics: [] });
    // Whether it was heard when the wait was over, and not before. How soon then is up to the machine, too: half a minute at most.
    const lateMs = Date.now() - began - throttleTimeMs;
    const heard = lateMs < 30_000 ? Math.min(0, Math.round(lateMs / 1000)) : lateMs;
    return [throttleTimeMs, answered < throttleTimeMs, heard];
  });
}
