import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KafkaAdmin, type NewAcl, PartialResultError } from '@k/admin';
import { atLeast } from '@k/tool-kafka';
import { bobOf, everythingAdmin, type GetAccessTarget, newName } from '../access-clients.ts';
import { eventually } from '../eventually.ts';
import { failure } from '../failure.ts';
import { PATIENCE_MS } from '../lab.ts';

const limits = { timeoutMs: PATIENCE_MS };
const counts = { numPartitions: 1, replicationFactor: 1 };

/** Access rules, by `@k/admin`. */
export function adminAcls(target: GetAccessTarget): void {
  const since = (release: string): boolean => atLeast(target().version, release);

  const admin = (): KafkaAdmin => everythingAdmin(target());

  const rule = (resourceName: string, more: Partial<NewAcl> = {}): NewAcl => ({
    resourceType: 'TOPIC',
    resourceName,
    principal: 'User:bob',
    operation: 'DESCRIBE_CONFIGS',
    permissionType: 'ALLOW',
    ...more,
  });

  describe('access rules', () => {
    it('are made, told by what one filters for, and deleted', async () => {
      await using all = admin();
      const name = newName('ruled');
      const rules = [rule(name), rule(name, { permissionType: 'DENY', operation: 'WRITE', host: '10.1.2.3' })];
      await all.createAcls(rules, limits);
      // What is there already stays.
      await all.createAcls(rules.slice(0, 1), limits);
      const full = rules.map((each) => ({ patternType: 'LITERAL', host: '*', ...each }) as const);
      const byOperation = <T extends { readonly operation: string }>(list: readonly T[]): T[] =>
        [...list].sort((a, b) => a.operation.localeCompare(b.operation));
      await eventually('the change is seen', async () => {
        assert.deepEqual(byOperation(await all.describeAcls({ resourceName: name }, limits)), byOperation(full));
      });
      const ofWriting = { resourceType: 'TOPIC', resourceName: name, operation: 'WRITE' } as const;
      assert.deepEqual(await all.describeAcls(ofWriting, limits), full.slice(1));
      assert.deepEqual(await all.describeAcls({ principal: 'User:nobody' }, limits), []);
      const none = { resourceName: newName('nothing') };
      const deleted = await all.deleteAcls([ofWriting, none], limits);
      assert.deepEqual([deleted.get(ofWriting), deleted.get(none)], [full.slice(1), []]);
      await eventually('the change is seen', async () => {
        assert.deepEqual(await all.describeAcls({ resourceName: name }, limits), full.slice(0, 1));
      });
    });

    it('with prefixes apply to what begins with them', async () => {
      await using all = admin();
      const prefix = newName('prefix');
      const prefixed = rule(prefix, { patternType: 'PREFIXED' });
      if (!since('2.0')) {
        const error = await failure(all.createAcls([prefixed], limits));
        assert.match(error.message, /the pattern type 'PREFIXED' needs Kafka 2\.0/);
        return;
      }
      await all.createAcls([prefixed], limits);
      await eventually('the change is seen', async () => {
        const matching = await all.describeAcls({ resourceName: `${prefix}-one`, patternType: 'MATCH' }, limits);
        assert.deepEqual(matching, [{ host: '*', ...prefixed }]);
      });
      assert.deepEqual(await all.describeAcls({ resourceName: `${prefix}-one` }, limits), []);
    });

    it('say what one may do, and who may not is told so for each resource', async () => {
      await using all = admin();
      await using one = bobOf(target());
      // 0.11 does not let on that there is such a topic.
      const refusal = since('1.0') ? /TOPIC_AUTHORIZATION_FAILED/ : /UNKNOWN_TOPIC_OR_PARTITION/;
      const [mine, other] = [newName('mine'), newName('other')];
      await all.createTopics(
        [mine, other].map((name) => ({ name, ...counts })),
        limits,
      );
      const resources = [mine, other].map((name) => ({ type: 'TOPIC', name }) as const);
      await all.createAcls([rule(mine)], limits);
      await eventually('the change is seen', async () => {
        const error = await failure(one.describeConfigs(resources, limits));
        assert.ok(error instanceof PartialResultError);
        assert.deepEqual([...error.results.keys()], resources.slice(0, 1));
        assert.match(String(error.errors.get(resources[1])), refusal);
      });
      await all.deleteAcls([{ resourceName: mine }], limits);
      await eventually('the change is seen', async () => {
        const error = await one.describeConfigs(resources.slice(0, 1), limits).catch((reason: unknown) => reason);
        assert.match(String(error), refusal);
      });
      const acls = await failure(one.describeAcls({}, limits));
      assert.match(acls.message, /^CLUSTER_AUTHORIZATION_FAILED/);
      const making = await failure(one.createAcls([rule(other)], limits));
      assert.match(making.message, /1 of 1 failed.*CLUSTER_AUTHORIZATION_FAILED/);
      const deleting = await failure(one.deleteAcls([{}], limits));
      assert.match(deleting.message, /1 of 1 failed.*CLUSTER_AUTHORIZATION_FAILED/);
      if (!since('2.8')) return;
      const cluster = await one.describeCluster({ ...limits, includeAuthorizedOperations: true });
      assert.deepEqual([...(cluster.authorizedOperations ?? ['none'])], []);
    });

    it('that Java’s kafka-acls makes are told, and it tells ours', async (t) => {
      const { java, name, bootstrapServers } = target();
      if (java === undefined) {
        t.skip(`${name} has no tools`);
        return;
      }
      await using all = admin();
      const topic = newName('shared');
      const where = ['--bootstrap-server', bootstrapServers[0] ?? ''];
      const which = ['--topic', topic, '--resource-pattern-type', 'prefixed'];
      await java.run('acls', [...where, '--add', '--allow-principal', 'User:carol', '--operation', 'Alter', ...which]);
      const theirs = { ...rule(topic), principal: 'User:carol', operation: 'ALTER', patternType: 'PREFIXED' } as const;
      await eventually('the change is seen', async () => {
        assert.deepEqual(await all.describeAcls({ resourceName: topic }, limits), [{ host: '*', ...theirs }]);
      });
      await all.createAcls(
        [rule(topic, { operation: 'IDEMPOTENT_WRITE', resourceType: 'CLUSTER', resourceName: 'kafka-cluster' })],
        limits,
      );
      await eventually('the change is seen', async () => {
        const output = await java.run('acls', [...where, '--list', '--cluster']);
        assert.match(output, /principal=User:bob, host=\*, operation=IDEMPOTENT_WRITE, permissionType=ALLOW/);
      });
    });
  });
}
