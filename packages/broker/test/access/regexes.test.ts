import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ConsumerClient } from '../group/consumer-support.ts';
import { aclOf, Guarded } from './support.ts';
import { PatternType, ResourceType } from '../../src/access/acl.ts';

/** [group.consumer.regex.refresh.interval.ms] */
const REFRESH_MS = 600_000;

it('a regular expression matches topics that its member may know of, as often as it is looked at', async () => {
  await using guarded = await Guarded.start();
  const { simulated } = guarded;
  const ids = new Map(
    ['orders', 'orders-secret', 'other'].map((name) => {
      const { topicId } = simulated.broker.createTopic(name);
      return [topicId, name] as const;
    }),
  );
  await guarded.allow(
    aclOf('READ', 'g', { resourceType: ResourceType.GROUP }),
    aclOf('DESCRIBE', 'orders'),
    aclOf('DESCRIBE', 'other'),
  );
  const member = new ConsumerClient(await guarded.as('alice'), 'm');
  const beat = async (): Promise<string[]> => {
    await guarded.run(member.follow());
    return Object.keys(member.told).map((id) => ids.get(id) ?? id);
  };
  await guarded.run(member.join(null, { subscribedTopicRegex: 'orders.*' }));
  assert.deepEqual(await beat(), ['orders']);
  await guarded.allow(aclOf('READ', 'orders-', { patternType: PatternType.PREFIXED }));
  assert.deepEqual(await beat(), ['orders'], 'it is not looked at again so soon');
  for (let ms = 0; ms <= REFRESH_MS; ms += 30_000) {
    await beat();
    await simulated.clock.advance(30_000);
  }
  await beat();
  assert.deepEqual((await beat()).sort(), ['orders', 'orders-secret']);
});
