import { isAtLeast, type PlayedRelease } from '../release/releases.ts';
import type { ConfigKey, ConfigLimits, ConfigType } from './config-key.ts';

/** A setting of a group (KIP-848, KIP-932, KIP-1071). */
export interface GroupKey extends ConfigKey {
  /** The broker's, for groups that do not set it. */
  readonly server: string | null;
}

type Row = readonly [
  name: string,
  type: ConfigType,
  value: string,
  limits: ConfigLimits,
  facts: { readonly own?: true; readonly since?: PlayedRelease },
  about: string,
];

const POSITIVE: ConfigLimits = { min: 1 };
const NOT_NEGATIVE: ConfigLimits = { min: 0 };

const ROWS: readonly Row[] = [
  ['consumer.assignment.interval.ms', 'int', '1000', NOT_NEGATIVE, { since: '4.3' }, 'The assignment of a consumer group is not made anew sooner, in ms.'],
  ['consumer.heartbeat.interval.ms', 'int', '5000', POSITIVE, {}, 'After how many ms a member of a consumer group sends its next heartbeat.'],
  ['consumer.session.timeout.ms', 'int', '45000', POSITIVE, {}, 'A member of a consumer group that sends nothing for so many ms is taken out.'],
  ['errors.deadletterqueue.copy.record.enable', 'boolean', 'false', {}, { own: true, since: '4.4' }, 'Whether a share group copies the records that nobody could process.'],
  ['errors.deadletterqueue.topic.name', 'string', '', {}, { own: true, since: '4.4' }, 'Where a share group puts what nobody could process.'],
  ['share.assignment.interval.ms', 'int', '1000', NOT_NEGATIVE, { since: '4.3' }, 'The assignment of a share group is not made anew sooner, in ms.'],
  ['share.auto.offset.reset', 'string', 'latest', {}, { own: true, since: '4.3' }, 'Where a share group begins: latest, earliest or by_duration:PnDTnHnMn.nS.'],
  ['share.delivery.count.limit', 'int', '5', { min: 2 }, { since: '4.4' }, 'How often a record is given to a share group.'],
  ['share.heartbeat.interval.ms', 'int', '5000', POSITIVE, { since: '4.3' }, 'After how many ms a member of a share group sends its next heartbeat.'],
  ['share.isolation.level', 'string', 'read_uncommitted', { among: ['read_committed', 'read_uncommitted'] }, { own: true, since: '4.3' }, 'Whether a share group reads records of transactions before these are committed.'],
  ['share.partition.max.record.locks', 'int', '2000', { min: 100 }, { since: '4.4' }, 'How many records of a partition a share group may have in work.'],
  ['share.record.lock.duration.ms', 'int', '30000', { min: 1000 }, { since: '4.3' }, 'How long, in ms, a member of a share group may have a record in work.'],
  ['share.renew.acknowledge.enable', 'boolean', 'true', {}, { own: true, since: '4.4' }, 'Whether a member of a share group may ask for more time with a record.'],
  ['share.session.timeout.ms', 'int', '45000', POSITIVE, { since: '4.3' }, 'A member of a share group that sends nothing for so many ms is taken out.'],
  ['streams.assignment.interval.ms', 'int', '1000', NOT_NEGATIVE, { since: '4.3' }, 'The assignment of a streams group is not made anew sooner, in ms.'],
  ['streams.assignor.name', 'string', '', {}, { since: '4.4' }, 'The assignor of a streams group.'],
  ['streams.heartbeat.interval.ms', 'int', '5000', POSITIVE, { since: '4.3' }, 'After how many ms a member of a streams group sends its next heartbeat.'],
  ['streams.initial.rebalance.delay.ms', 'int', '3000', NOT_NEGATIVE, { since: '4.3' }, 'How long, in ms, the first rebalance of a streams group waits for more members.'],
  ['streams.num.standby.replicas', 'int', '0', NOT_NEGATIVE, { since: '4.3' }, 'How many standby copies a streams group has of each stateful task.'],
  ['streams.rack.aware.assignment.tags', 'list', '', {}, { since: '4.4' }, 'The tags of clients over which a streams group spreads its standby copies.'],
  ['streams.session.timeout.ms', 'int', '45000', POSITIVE, { since: '4.3' }, 'A member of a streams group that sends nothing for so many ms is taken out.'],
]; // prettier-ignore

/** Those that are not called as the group's. */
const SERVER_NAMES: Readonly<Partial<Record<string, string>>> = { 'streams.assignor.name': 'group.streams.assignors' };

/** Those of a release: there are none before 4.0. */
export function groupKeysOf(release: PlayedRelease | undefined): ReadonlyMap<string, GroupKey> {
  const played = release ?? '4.4';
  const there = ROWS.filter(([, , , , { since = '4.3' }]) => isAtLeast(played, since));
  return new Map(
    there.map(([name, type, defaultValue, limits, { own }, documentation]) => [
      name,
      {
        name,
        type,
        defaultValue,
        limits,
        documentation,
        server: own === true ? null : (SERVER_NAMES[name] ?? `group.${name}`),
      },
    ]),
  );
}
