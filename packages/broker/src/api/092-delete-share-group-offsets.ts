import {
  DeleteShareGroupOffsets,
  ErrorCode,
  type DeleteShareGroupOffsetsRequest,
  type DeleteShareGroupOffsetsResponse,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import { absentGroup } from './absent-groups.ts';
import type { ApiHandler } from './handler.ts';

/** DeleteShareGroupOffsets (92), v0. There are no share groups (KIP-932) here: each is told not to be found. */
export const deleteShareGroupOffsets: ApiHandler<DeleteShareGroupOffsetsRequest, DeleteShareGroupOffsetsResponse> = {
  api: DeleteShareGroupOffsets,
  minVersion: 0,
  maxVersion: 0,
  handle({ groupId }, context) {
    const { errorCode, message } = absentGroup(groupId, 'share', AclOperation.DELETE, context);
    return { errorCode, errorMessage: errorCode === ErrorCode.INVALID_GROUP_ID ? 'The group id is invalid.' : message };
  },
};
