import {
  AlterShareGroupOffsets,
  ErrorCode,
  type AlterShareGroupOffsetsRequest,
  type AlterShareGroupOffsetsResponse,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import { absentGroup } from './absent-groups.ts';
import type { ApiHandler } from './handler.ts';

/**
 * AlterShareGroupOffsets (91), v0. On Kafka it makes a share group (KIP-932) of that name where there is none. Here are no share
 * groups, and none is made: GROUP_ID_NOT_FOUND.
 */
export const alterShareGroupOffsets: ApiHandler<AlterShareGroupOffsetsRequest, AlterShareGroupOffsetsResponse> = {
  api: AlterShareGroupOffsets,
  minVersion: 0,
  maxVersion: 0,
  handle({ groupId }, context) {
    const { errorCode, message } = absentGroup(groupId, 'share', AclOperation.READ, context);
    return { errorCode, errorMessage: errorCode === ErrorCode.INVALID_GROUP_ID ? 'The group id is invalid.' : message };
  },
};
