import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ConfigEntry, type ConfigResource, type KafkaAdmin, PartialResultError, settled } from '@k/admin';
import { atLeast } from '@k/tool-kafka';

import { eventually } from '../eventually.ts';
import { failure } from '../failure.ts';
import { type GetLab, PATIENCE_MS } from '../lab.ts';

const limits = { timeoutMs: PATIENCE_MS };

/** Configurations, by `@k/admin`. */
export function adminConfigs(lab: GetLab): void {
  const since = (release: string): boolean => atLeast(lab().target.version, release);

  async function entryOf(admin: KafkaAdmin, resource: ConfigResource, name: string): Promise<ConfigEntry | undefined> {
    return (await admin.describeConfigs([resource], limits)).get(resource)?.get(name);
  }

  /** Changes one setting of a topic, or has it go back to its default, in the way of the release. */
  async function change(
    admin: KafkaAdmin,
    resource: ConfigResource,
    set: Record<string, string>,
    options: { validateOnly?: boolean } = {},
  ): Promise<void> {
    const all = { ...limits, ...options };
    if (since('2.3')) await admin.incrementalAlterConfigs([{ ...resource, set }], all);
    else await admin.alterConfigs([{ ...resource, configs: set }], all);
  }

  describe('configurations', () => {
    it('of a topic are told, with where they come from', async () => {
      await using admin = lab().admin();
      const resource = {
        type: 'TOPIC',
        name: await lab().topicEverywhere(1, { 'retention.ms': '86400000' }),
      } as const;
      const options = { includeSynonyms: since('1.1'), includeDocumentation: since('2.6') };
      const told = await admin.describeConfigs([resource], { ...limits, ...options });
      const retention = told.get(resource)?.get('retention.ms');
      assert.deepEqual(
        [retention?.value, retention?.source, retention?.isDefault, retention?.isReadOnly, retention?.isSensitive],
        ['86400000', 'DYNAMIC_TOPIC_CONFIG', false, false, false],
      );
      const segment = told.get(resource)?.get('segment.bytes');
      assert.deepEqual([segment?.value, segment?.isDefault], ['1073741824', true]);
      assert.equal(retention?.type, since('2.6') ? 'LONG' : 'UNKNOWN');
      if (since('2.6')) assert.match(retention.documentation ?? '', /retention|retain|kept/);
      if (!since('1.1')) return;
      assert.deepEqual(retention.synonyms[0], {
        name: 'retention.ms',
        value: '86400000',
        source: 'DYNAMIC_TOPIC_CONFIG',
      });
      const fewer = await admin.describeConfigs([resource], { ...limits, configNames: ['retention.ms'] });
      assert.deepEqual([...(fewer.get(resource)?.keys() ?? [])], ['retention.ms']);
      assert.deepEqual(fewer.get(resource)?.get('retention.ms')?.synonyms, []);
    });

    it('of a topic change, unless it is only to be seen whether they could', async () => {
      await using admin = lab().admin();
      const resource = { type: 'TOPIC', name: await lab().topicEverywhere(1) } as const;
      await change(admin, resource, { 'retention.ms': '1000' }, { validateOnly: true });
      assert.notEqual((await entryOf(admin, resource, 'retention.ms'))?.value, '1000');
      await change(admin, resource, { 'retention.ms': '2000' });
      await eventually('the change is seen', async () => {
        assert.equal((await entryOf(admin, resource, 'retention.ms'))?.value, '2000');
      });
    });

    it('are set, deleted, appended and subtracted one by one', async () => {
      await using admin = lab().admin();
      const resource = {
        type: 'TOPIC',
        name: await lab().topicEverywhere(1, { 'max.message.bytes': '5000' }),
      } as const;
      if (!since('2.3')) {
        const error = await failure(admin.incrementalAlterConfigs([{ ...resource, set: { a: 'b' } }], limits));
        assert.match(error.message, /IncrementalAlterConfigs.*lacks it \(Kafka 2\.3 and later have it\)/);
        await admin.alterConfigs([{ ...resource, configs: { 'retention.ms': '2000' } }], limits);
        await eventually('the change is seen', async () => {
          const told = (await admin.describeConfigs([resource], limits)).get(resource);
          assert.deepEqual(
            [told?.get('retention.ms')?.value, told?.get('max.message.bytes')?.isDefault],
            ['2000', true],
          );
        });
        return;
      }
      const alteration = {
        ...resource,
        set: { 'retention.ms': '2000' },
        delete: ['max.message.bytes'],
        append: { 'cleanup.policy': ['compact'] },
      };
      // The second time changes nothing, as when an answer was lost.
      for (let i = 0; i < 2; i++) await admin.incrementalAlterConfigs([alteration], limits);
      await eventually('the change is seen', async () => {
        const told = (await admin.describeConfigs([resource], limits)).get(resource);
        assert.deepEqual([told?.get('retention.ms')?.value, told?.get('max.message.bytes')?.isDefault], ['2000', true]);
        const policies = told?.get('cleanup.policy')?.value?.split(',') ?? [];
        assert.deepEqual([...new Set(policies)], ['delete', 'compact']);
      });
      await admin.incrementalAlterConfigs([{ ...resource, subtract: { 'cleanup.policy': ['delete'] } }], limits);
      await eventually('the change is seen', async () => {
        const policies = (await entryOf(admin, resource, 'cleanup.policy'))?.value?.split(',');
        assert.equal(policies?.includes('delete'), false);
      });
    });

    it('of a broker are told by that broker, and set on it or on all', async () => {
      await using admin = lab().admin();
      const brokers = lab().target.nodes.map(({ id }) => ({ type: 'BROKER', name: String(id) }) as const);
      const told = await admin.describeConfigs(brokers, limits);
      for (const broker of brokers) {
        const configs = told.get(broker);
        const ids = [configs?.get('node.id')?.value, configs?.get('broker.id')?.value];
        assert.ok(ids.includes(broker.name), `broker ${broker.name} says that it is ${ids.join(' or ')}`);
      }
      // Before 1.1 no setting of a broker changes while it runs, and 0.11 and 1.0 refuse to change any.
      if (!since('2.3')) return;
      const [one, all] = [brokers[1] as ConfigResource, { type: 'BROKER', name: '' } as const];
      await change(admin, all, { 'background.threads': '11' });
      await change(admin, one, { 'background.threads': '12' });
      await eventually('the change is seen', async () => {
        const entries = await Promise.all(brokers.map((broker) => entryOf(admin, broker, 'background.threads')));
        assert.deepEqual(
          entries.map((entry) => [entry?.value, entry?.source]),
          brokers.map((broker) =>
            broker === one ? ['12', 'DYNAMIC_BROKER_CONFIG'] : ['11', 'DYNAMIC_DEFAULT_BROKER_CONFIG'],
          ),
        );
      });
      await admin.incrementalAlterConfigs(
        [one, all].map((resource) => ({ ...resource, delete: ['background.threads'] })),
        limits,
      );
      await eventually('the change is seen', async () => {
        const entry = await entryOf(admin, one, 'background.threads');
        assert.deepEqual([entry?.value, entry?.isDefault], ['10', true]);
      });
    });

    it('of a broker’s loggers are told and set', async (t) => {
      if (!since('2.4')) {
        t.skip('log levels change from 2.4 on');
        return;
      }
      await using admin = lab().admin();
      const [first, second] = lab().target.nodes.map(
        ({ id }) => ({ type: 'BROKER_LOGGER', name: String(id) }) as const,
      );
      assert.ok(first !== undefined && second !== undefined);
      const logger = 'kafka.request.logger';
      const before = await entryOf(admin, second, logger);
      await admin.incrementalAlterConfigs([{ ...first, set: { [logger]: 'FATAL' } }], limits);
      assert.deepEqual((await entryOf(admin, first, logger))?.value, 'FATAL');
      assert.deepEqual((await entryOf(admin, second, logger))?.value, before?.value);
      await admin.incrementalAlterConfigs([{ ...first, delete: [logger] }], limits);
      assert.notEqual((await entryOf(admin, first, logger))?.value, 'FATAL');
    });

    it('that cannot be are refused one resource at a time', async () => {
      await using admin = lab().admin();
      const [good, bad] = [await lab().topicEverywhere(1), await lab().topicEverywhere(1)].map(
        (name) => ({ type: 'TOPIC', name }) as const,
      );
      assert.ok(good !== undefined && bad !== undefined);
      const nowhere = { type: 'TOPIC', name: lab().name('nowhere') } as const;
      const told = await settled(admin.describeConfigs([good, nowhere], limits));
      assert.equal(told.get(good)?.status, 'fulfilled');
      // 0.11 tells the defaults of topics that are not there.
      if (!since('1.0')) assert.equal(told.get(nowhere)?.status, 'fulfilled');
      else assert.match(told.get(nowhere)?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION/);
      const changes = [
        { ...good, set: { 'retention.ms': '3000' } },
        { ...bad, set: { 'retention.ms': 'for ever' } },
        { ...nowhere, set: { 'retention.ms': '3000' } },
      ];
      const replacements = changes.map(({ set, ...resource }) => ({ ...resource, configs: set }));
      const error = await failure(
        since('2.3') ? admin.incrementalAlterConfigs(changes, limits) : admin.alterConfigs(replacements, limits),
      );
      assert.ok(error instanceof PartialResultError);
      assert.deepEqual([...error.results.keys()], [good]);
      assert.match(String(error.errors.get(bad)), /INVALID_CONFIG|INVALID_REQUEST/);
      assert.match(String(error.errors.get(nowhere)), /UNKNOWN_TOPIC_OR_PARTITION|UNKNOWN_SERVER_ERROR/);
      await eventually('the change is seen', async () => {
        assert.equal((await entryOf(admin, good, 'retention.ms'))?.value, '3000');
      });
    });

    it('of groups and subscriptions to client metrics are set, and what has any is listed', async () => {
      await using admin = lab().admin();
      if (!since('3.7')) {
        const lacking = await failure(admin.listConfigResources(['CLIENT_METRICS'], limits));
        assert.match(lacking.message, /ListConfigResources.*lacks it/);
        return;
      }
      const metrics = { type: 'CLIENT_METRICS', name: lab().name('subscription') } as const;
      await admin.incrementalAlterConfigs(
        [{ ...metrics, set: { 'interval.ms': '5000', metrics: 'org.apache' } }],
        limits,
      );
      await eventually('the change is seen', async () => {
        assert.ok((await admin.listClientMetricsResources(limits)).includes(metrics.name));
      });
      assert.equal((await entryOf(admin, metrics, 'interval.ms'))?.value, '5000');
      if (!since('4.1')) return;
      const group = { type: 'GROUP', name: lab().name('group') } as const;
      await admin.incrementalAlterConfigs([{ ...group, set: { 'consumer.session.timeout.ms': '50000' } }], limits);
      const topic = { type: 'TOPIC', name: await lab().topicEverywhere(1) } as const;
      await eventually('the change is seen', async () => {
        const listed = await admin.listConfigResources(undefined, limits);
        for (const resource of [metrics, group, topic]) {
          assert.ok(
            listed.some(({ type, name }) => type === resource.type && name === resource.name),
            `${resource.type} ${resource.name} is not listed`,
          );
        }
      });
      const groups = await admin.listConfigResources(['GROUP'], limits);
      assert.ok(groups.length > 0 && groups.every(({ type }) => type === 'GROUP'));
    });

    it('that Java’s kafka-configs sets are told, and it tells ours', async (t) => {
      const { java, name, bootstrapServers } = lab().target;
      if (java === undefined) {
        t.skip(`${name} has no tools`);
        return;
      }
      await using admin = lab().admin();
      const resource = { type: 'TOPIC', name: await lab().topicEverywhere(1) } as const;
      const [where] = bootstrapServers;
      const args = ['--bootstrap-server', where ?? '', '--entity-type', 'topics', '--entity-name', resource.name];
      await java.run('configs', [
        ...args,
        '--alter',
        '--add-config',
        'retention.ms=4000,cleanup.policy=[delete,compact]',
      ]);
      await eventually('the change is seen', async () => {
        const told = (await admin.describeConfigs([resource], limits)).get(resource);
        assert.deepEqual(
          [told?.get('retention.ms')?.value, told?.get('cleanup.policy')?.value],
          ['4000', 'delete,compact'],
        );
      });
      await admin.incrementalAlterConfigs(
        [{ ...resource, set: { 'segment.ms': '5000' }, subtract: { 'cleanup.policy': ['compact'] } }],
        limits,
      );
      await eventually('the change is seen', async () => {
        const output = await java.run('configs', [...args, '--describe']);
        assert.match(output, /segment\.ms=5000 .*DYNAMIC_TOPIC_CONFIG:segment\.ms=5000/);
        assert.match(output, /cleanup\.policy=delete /);
      });
    });
  });
}
