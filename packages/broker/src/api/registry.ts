import { produce } from './000-produce.ts';
import { fetch } from './001-fetch.ts';
import { listOffsets } from './002-list-offsets.ts';
import { metadata } from './003-metadata.ts';
import { offsetCommit } from './008-offset-commit.ts';
import { offsetFetch } from './009-offset-fetch.ts';
import { findCoordinator } from './010-find-coordinator.ts';
import { joinGroup } from './011-join-group.ts';
import { heartbeat } from './012-heartbeat.ts';
import { leaveGroup } from './013-leave-group.ts';
import { syncGroup } from './014-sync-group.ts';
import { saslHandshake } from './017-sasl-handshake.ts';
import { apiVersions } from './018-api-versions.ts';
import { createTopics } from './019-create-topics.ts';
import { deleteTopics } from './020-delete-topics.ts';
import { initProducerId } from './022-init-producer-id.ts';
import { saslAuthenticate } from './036-sasl-authenticate.ts';
import type { AnyHandler, ApiRange } from './handler.ts';

const HANDLERS: readonly AnyHandler[] = [
  produce,
  fetch,
  listOffsets,
  metadata,
  offsetCommit,
  offsetFetch,
  findCoordinator,
  joinGroup,
  heartbeat,
  leaveGroup,
  syncGroup,
  saslHandshake,
  apiVersions,
  createTopics,
  deleteTopics,
  initProducerId,
  saslAuthenticate,
];

const PRODUCE = 0;
/**
 * librdkafka takes gzip, snappy and lz4 for supported only where Produce v0 is announced, so Kafka 4 announces it still and
 * refuses it all the same (KAFKA-18659).
 */
const ANNOUNCED_PRODUCE_VERSION = 0;

/** The APIs a node serves and the versions it announces for them. */
export class ApiRegistry {
  readonly #byKey = new Map<number, AnyHandler>();
  readonly ranges: readonly ApiRange[];

  constructor(handlers: readonly AnyHandler[] = HANDLERS) {
    for (const handler of handlers) this.#byKey.set(handler.api.key, handler);
    this.ranges = handlers.map(({ api, minVersion, maxVersion }) => ({
      apiKey: api.key,
      minVersion: api.key === PRODUCE ? ANNOUNCED_PRODUCE_VERSION : minVersion,
      maxVersion,
    }));
  }

  handler(apiKey: number): AnyHandler | undefined {
    return this.#byKey.get(apiKey);
  }
}
