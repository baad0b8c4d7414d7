import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PartialResultError } from '@k/admin';
import { atLeast } from '@k/tool-kafka';
import { bobOf, everythingAdmin, type GetAccessTarget, newName } from '../access-clients.ts';
import { eventually } from '../eventually.ts';
import { failure } from '../failure.ts';
import { PATIENCE_MS } from '../lab.ts';

const limits = { timeoutMs: PATIENCE_MS };

/** Quotas of users, client ids and addresses, by `@k/admin`. */
export function adminQuotas(target: GetAccessTarget): void {
  const since = (release: string): boolean => atLeast(target().version, release);

  describe('quotas', () => {
    it('are set, told by whom they are for, and removed', async () => {
      await using admin = everythingAdmin(target());
      const user = newName('user');
      const [alone, withClient] = [{ user }, { user, 'client-id': null }];
      const set = [
        { entity: alone, ops: { producer_byte_rate: 1024, request_percentage: 50.5 } },
        { entity: withClient, ops: { consumer_byte_rate: 2048 } },
      ];
      if (!since('2.6')) {
        const error = await failure(admin.alterClientQuotas(set, limits));
        assert.match(error.message, /AlterClientQuotas.*lacks it/);
        return;
      }
      const ofUser = { components: [{ entityType: 'user', match: user }] } as const;
      await admin.alterClientQuotas(set, { ...limits, validateOnly: true });
      assert.equal((await admin.describeClientQuotas(ofUser, limits)).size, 0);
      await admin.alterClientQuotas(set, limits);
      await eventually('the change is seen', async () => {
        const told = await admin.describeClientQuotas(ofUser, limits);
        assert.deepEqual(
          [told.size, told.get(alone)?.get('producer_byte_rate'), told.get(alone)?.get('request_percentage')],
          [2, 1024, 50.5],
        );
        assert.deepEqual([...(told.get(withClient) ?? [])], [['consumer_byte_rate', 2048]]);
      });
      const strict = await admin.describeClientQuotas({ ...ofUser, strict: true }, limits);
      assert.deepEqual([...strict.keys()], [alone]);
      const defaults = { components: [...ofUser.components, { entityType: 'client-id', match: null }] } as const;
      assert.deepEqual([...(await admin.describeClientQuotas(defaults, limits)).keys()].length, 1);
      const removed = { producer_byte_rate: null, request_percentage: null };
      await admin.alterClientQuotas([{ entity: alone, ops: removed }], limits);
      await eventually('the change is seen', async () => {
        const told = await admin.describeClientQuotas(ofUser, limits);
        assert.deepEqual([told.has(alone), told.has(withClient)], [false, true]);
      });
    });

    it('that cannot be are refused one by one', async (t) => {
      if (!since('2.6')) {
        t.skip('quotas are changed through brokers from 2.6 on');
        return;
      }
      await using admin = everythingAdmin(target());
      const [good, bad] = [{ user: newName('good') }, { user: newName('bad') }];
      const changes = [
        { entity: good, ops: { producer_byte_rate: 1 } },
        { entity: bad, ops: { no_such_quota: 1 } },
      ];
      const error = await failure(admin.alterClientQuotas(changes, limits));
      assert.ok(error instanceof PartialResultError);
      assert.match(String(error.errors.get(bad)), /INVALID_REQUEST/);
      await using bob = bobOf(target());
      const denied = await failure(bob.alterClientQuotas(changes.slice(0, 1), limits));
      assert.match(denied.message, /CLUSTER_AUTHORIZATION_FAILED/);
      assert.match((await failure(bob.describeClientQuotas({}, limits))).message, /^CLUSTER_AUTHORIZATION_FAILED/);
    });

    it('that Java’s kafka-configs sets are told, and it tells ours', async (t) => {
      const { java, name, bootstrapServers } = target();
      if (java === undefined) {
        t.skip(`${name} has no tools`);
        return;
      }
      await using admin = everythingAdmin(target());
      const client = newName('client');
      const args = [
        ...['--bootstrap-server', bootstrapServers[0] ?? ''],
        ...['--entity-type', 'clients', '--entity-name', client],
      ];
      await java.run('configs', [...args, '--alter', '--add-config', 'producer_byte_rate=4000']);
      const entity = { 'client-id': client };
      await eventually('the change is seen', async () => {
        const told = await admin.describeClientQuotas(
          { components: [{ entityType: 'client-id', match: client }] },
          limits,
        );
        assert.equal(told.get(entity)?.get('producer_byte_rate'), 4000);
      });
      await admin.alterClientQuotas([{ entity, ops: { consumer_byte_rate: 5000, producer_byte_rate: null } }], limits);
      await eventually('the change is seen', async () => {
        const output = await java.run('configs', [...args, '--describe']);
        assert.match(output, /consumer_byte_rate=5000\.0/);
        assert.doesNotMatch(output, /producer_byte_rate/);
      });
    });
  });
}
