import { parseOptions } from '@k/wire';
import { AutoMember } from './auto-member.ts';
import { ClassicMember } from './classic/classic-member.ts';
import { ConsumerMember } from './consumer-protocol/consumer-member.ts';
import type { GroupMember } from './membership.ts';
import { groupMemberInit, type GroupMemberInit } from './options.ts';

const MEMBERS = { classic: ClassicMember, consumer: ConsumerMember, auto: AutoMember } as const;

/** A member that has not joined yet. @throws ConfigError that names everything that is wrong */
export function createGroupMember(init: GroupMemberInit): GroupMember {
  const settings = parseOptions('GroupMember', groupMemberInit, init);
  return new MEMBERS[settings.options.groupProtocol](settings);
}
