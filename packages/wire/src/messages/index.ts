// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import type { Api } from '../message-type.ts';
import { Produce } from './000-produce.ts';
import { Fetch } from './001-fetch.ts';
import { ListOffsets } from './002-list-offsets.ts';
import { Metadata } from './003-metadata.ts';
import { OffsetCommit } from './008-offset-commit.ts';
import { OffsetFetch } from './009-offset-fetch.ts';
import { FindCoordinator } from './010-find-coordinator.ts';
import { JoinGroup } from './011-join-group.ts';
import { Heartbeat } from './012-heartbeat.ts';
import { LeaveGroup } from './013-leave-group.ts';
import { SyncGroup } from './014-sync-group.ts';
import { SaslHandshake } from './017-sasl-handshake.ts';
import { ApiVersions } from './018-api-versions.ts';
import { CreateTopics } from './019-create-topics.ts';
import { DeleteTopics } from './020-delete-topics.ts';
import { InitProducerId } from './022-init-producer-id.ts';
import { SaslAuthenticate } from './036-sasl-authenticate.ts';

export * from './000-produce.ts';
export * from './001-fetch.ts';
export * from './002-list-offsets.ts';
export * from './003-metadata.ts';
export * from './008-offset-commit.ts';
export * from './009-offset-fetch.ts';
export * from './010-find-coordinator.ts';
export * from './011-join-group.ts';
export * from './012-heartbeat.ts';
export * from './013-leave-group.ts';
export * from './014-sync-group.ts';
export * from './017-sasl-handshake.ts';
export * from './018-api-versions.ts';
export * from './019-create-topics.ts';
export * from './020-delete-topics.ts';
export * from './022-init-producer-id.ts';
export * from './036-sasl-authenticate.ts';
export * from './consumer-protocol-assignment.ts';
export * from './consumer-protocol-subscription.ts';
export * from './request-header.ts';
export * from './response-header.ts';

/** Every API, in the order of the keys. */
export const apis: readonly Api<unknown, unknown>[] = [
  Produce,
  Fetch,
  ListOffsets,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  FindCoordinator,
  JoinGroup,
  Heartbeat,
  LeaveGroup,
  SyncGroup,
  SaslHandshake,
  ApiVersions,
  CreateTopics,
  DeleteTopics,
  InitProducerId,
  SaslAuthenticate,
] as readonly Api<unknown, unknown>[];
