import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { apiVersionsOf, KAFKA_RELEASES, type KafkaRelease } from '@k/conn';
import { KafkaError, ApiVersions } from '@k/wire';
import { CALLS } from './every-operation.ts';
import { World } from './world.ts';

/** The first releases that this client works with as a whole. */
const OLDEST: KafkaRelease = '0.10.1';

/**
 * What older brokers answer all the same: they have the request, and say that there is no such group, or that they have no
 * features.
 */
const ANSWERED_BEFORE: readonly string[] = [
  'describeTopics … page by page',
  'describeFeatures',
  'deleteShareGroups',
  'deleteStreamsGroups',
  'listStreamsGroupOffsets',
  'alterStreamsGroupOffsets',
  'deleteStreamsGroupOffsets',
];

/** Of each operation of docs/admin.md, and of each "…" below it, the release in the column "from". */
function documented(): Map<string, string> {
  const text = readFileSync(new URL('../../../../docs/admin.md', import.meta.url), 'utf8');
  const found = new Map<string, string>();
  let operation = '';
  for (const line of text.split('\n')) {
    const [, java = '', from = '', , , , ours = ''] = line.split('|').map((cell) => cell.trim());
    const release = /^\d+(\.\d+)+/.exec(from)?.[0];
    if (release === undefined) continue;
    if (java.startsWith('…')) {
      found.set(`${operation} ${java}`, release);
      continue;
    }
    for (const [, name = ''] of ours.matchAll(/`(\w+)`/g)) {
      operation = name;
      found.set(name, release);
    }
  }
  return found;
}

/** A broker that announces what a release takes, and takes it. */
async function worldOf(release: KafkaRelease): Promise<World> {
  const world = await World.create();
  world.broker.createTopic('t', { partitions: 1 });
  world.broker.control(ApiVersions, async (_, context) => {
    return { ...(await context.forward()), apiKeys: apiVersionsOf(release) };
  });
  return world;
}

/** What a call throws because the broker is too old, for one of its resources or for all. */
async function lackOf(name: string, release: KafkaRelease): Promise<Error | undefined> {
  await using world = await worldOf(release);
  const admin = world.admin({ defaultApiTimeoutMs: 3_000 });
  try {
    await world.run(CALLS[name]?.(admin) ?? Promise.resolve());
    return undefined;
  } catch (error) {
    const cause = error instanceof Error && error.name === 'PartialResultError' ? error.cause : error;
    return KafkaError.is(cause) && cause.name === 'UnsupportedVersionError' ? cause : undefined;
  }
}

it('every operation has a call here', () => {
  assert.deepEqual([...documented().keys()], Object.keys(CALLS));
});

for (const [name, from] of documented()) {
  it(`${name} is taken by brokers of ${from}, and older ones are told by an error that names it`, async () => {
    const column = KAFKA_RELEASES.indexOf(from as KafkaRelease);
    assert.ok(column >= 0, `${from} is a release`);
    assert.equal((await lackOf(name, from as KafkaRelease))?.message, undefined);
    if (from === OLDEST) return;
    const lack = await lackOf(name, KAFKA_RELEASES[column - 1] as KafkaRelease);
    if (ANSWERED_BEFORE.includes(name)) assert.equal(lack?.message, undefined);
    else assert.match(lack?.message ?? 'nothing is thrown', new RegExp(`Kafka ${from.replaceAll('.', '\\.')}\\b`));
  });
}
