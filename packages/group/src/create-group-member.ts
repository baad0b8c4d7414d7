import { parseOptions } from '@k/wire';
import { ClassicMember } from './classic/classic-member.ts';
import type { GroupMember } from './membership.ts';
import { groupMemberInit, type GroupMemberInit } from './options.ts';

/** A member that has not joined yet. @throws ConfigError that names everything that is wrong */
export function createGroupMember(init: GroupMemberInit): GroupMember {
  return new ClassicMember(parseOptions('GroupMember', groupMemberInit, init));
}
