import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PartialResultError, type UserScramCredentialAlteration } from '@k/admin';
import { atLeast } from '@k/tool-kafka';
import { adminOf, bobOf, everythingAdmin, type GetAccessTarget, newName } from '../access-clients.ts';
import { eventually } from '../eventually.ts';
import { failure } from '../failure.ts';
import { PATIENCE_MS } from '../lab.ts';

const limits = { timeoutMs: PATIENCE_MS };
const MECHANISMS = ['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

/** SCRAM users, by `@k/admin`. */
export function adminScramUsers(target: GetAccessTarget): void {
  const since = (release: string): boolean => atLeast(target().version, release);
  /** From then on without a ZooKeeper too. */
  const hasThem = (): boolean => since('2.7') && (!since('3.3') || since('3.5'));

  async function comesIn(mechanism: (typeof MECHANISMS)[number], username: string, password: string): Promise<void> {
    await using admin = adminOf(target(), { mechanism, username, password });
    await admin.connect({ retry: false, timeoutMs: PATIENCE_MS });
  }

  describe('SCRAM users', () => {
    it('are made, come in, are told, and are gone', async () => {
      await using admin = everythingAdmin(target());
      const [user, password] = [newName('user'), 'päss=wörd, with more'];
      const alterations: UserScramCredentialAlteration[] = [
        { user, mechanism: 'SCRAM-SHA-256', password },
        { user, mechanism: 'SCRAM-SHA-512', password, iterations: 5000 },
      ];
      if (!since('2.7')) {
        const error = await failure(admin.alterUserScramCredentials(alterations, limits));
        assert.match(error.message, /AlterUserScramCredentials.*lacks it/);
        return;
      }
      if (!hasThem()) return;
      // Without a ZooKeeper a user can be altered once in a request.
      for (const alteration of alterations) await admin.alterUserScramCredentials([alteration], limits);
      for (const mechanism of MECHANISMS) {
        await eventually('the change is seen', async () => {
          await assert.doesNotReject(comesIn(mechanism, user, password));
        });
        await assert.rejects(comesIn(mechanism, user, 'another'), /credentials|authenticat/i);
      }
      const infos = [
        { mechanism: 'SCRAM-SHA-256', iterations: 4096 },
        { mechanism: 'SCRAM-SHA-512', iterations: 5000 },
      ];
      // Brokers tell them in any order.
      for (const users of [[user], undefined]) {
        const told = (await admin.describeUserScramCredentials(users, limits)).get(user) ?? [];
        assert.deepEqual(
          [...told].sort((a, b) => a.iterations - b.iterations),
          infos,
        );
      }
      await admin.alterUserScramCredentials([{ user, mechanism: 'SCRAM-SHA-256', delete: true }], limits);
      await eventually('the change is seen', async () => {
        assert.deepEqual((await admin.describeUserScramCredentials([user], limits)).get(user), infos.slice(1));
      });
      await eventually('the change is seen', async () => {
        await assert.rejects(comesIn('SCRAM-SHA-256', user, password), /credentials|authenticat/i);
      });
    });

    it('that cannot be are refused one by one', async (t) => {
      if (!hasThem()) {
        t.skip('SCRAM users are changed from 2.7 on, without a ZooKeeper from 3.5 on');
        return;
      }
      await using admin = everythingAdmin(target());
      const [here, nobody] = [newName('here'), newName('nobody')];
      const error = await failure(
        admin.alterUserScramCredentials(
          [
            { user: nobody, mechanism: 'SCRAM-SHA-256', delete: true },
            { user: here, mechanism: 'SCRAM-SHA-256', password: 'x' },
          ],
          limits,
        ),
      );
      assert.ok(error instanceof PartialResultError);
      assert.deepEqual([...error.results.keys()], [here]);
      assert.match(String(error.errors.get(nobody)), /RESOURCE_NOT_FOUND/);
      await eventually('the change is seen', async () => {
        const told = await failure(admin.describeUserScramCredentials([here, nobody], limits));
        assert.ok(told instanceof PartialResultError);
        assert.deepEqual([...told.results.keys()], [here]);
        assert.match(String(told.errors.get(nobody)), /RESOURCE_NOT_FOUND/);
      });
      await using bob = bobOf(target());
      const refused = await failure(bob.describeUserScramCredentials(undefined, limits));
      assert.match(refused.message, /^CLUSTER_AUTHORIZATION_FAILED/);
      const denied = await failure(
        bob.alterUserScramCredentials([{ user: here, mechanism: 'SCRAM-SHA-256', password: 'y' }], limits),
      );
      assert.match(denied.message, /CLUSTER_AUTHORIZATION_FAILED/);
    });

    it('that Java’s kafka-configs makes are told, and it tells ours', async (t) => {
      const { java, name, bootstrapServers } = target();
      if (java === undefined) {
        t.skip(`${name} has no tools`);
        return;
      }
      await using admin = everythingAdmin(target());
      const [ours, theirs] = [newName('ours'), newName('theirs')];
      const args = (user: string): string[] => [
        ...['--bootstrap-server', bootstrapServers[0] ?? ''],
        ...['--entity-type', 'users', '--entity-name', user],
      ];
      const setting = 'SCRAM-SHA-512=[iterations=6000,password=theirs]';
      await java.run('configs', [...args(theirs), '--alter', '--add-config', setting]);
      await eventually('the change is seen', async () => {
        await assert.doesNotReject(comesIn('SCRAM-SHA-512', theirs, 'theirs'));
      });
      assert.deepEqual((await admin.describeUserScramCredentials([theirs], limits)).get(theirs), [
        { mechanism: 'SCRAM-SHA-512', iterations: 6000 },
      ]);
      await admin.alterUserScramCredentials([{ user: ours, mechanism: 'SCRAM-SHA-256', password: 'ours' }], limits);
      await eventually('the change is seen', async () => {
        const output = await java.run('configs', [...args(ours), '--describe']);
        assert.match(output, /SCRAM-SHA-256=iterations=4096/);
      });
    });
  });
}
