import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, errorFor, TimeoutError } from '@k/wire';
import { failure } from '@k/testing';
import { retryParts } from '../src/index.ts';
import { ScriptedCluster } from './support/scripted-cluster.ts';

const busy = errorFor(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
const moved = errorFor(ErrorCode.NOT_COORDINATOR);

/** A cluster whose pauses are 100 and 200 ms, give or take a fifth. */
function stage() {
  const script = new ScriptedCluster();
  const cluster = script.client({ bootstrapServers: 'nobody:1', retryBackoffMs: 100, retryBackoffMaxMs: 200 });
  return { script, cluster };
}

describe('retryParts', () => {
  it('asks again about those that failed only, after pauses that grow', async () => {
    const { script, cluster } = stage();
    const asked: { readonly open: readonly string[]; readonly at: number }[] = [];
    const attempt = (open: readonly string[]): Promise<Map<string, Error>> => {
      asked.push({ open, at: script.clock.monotonic() });
      return Promise.resolve(new Map(open.slice(asked.length === 1 ? 1 : 2).map((part) => [part, busy])));
    };
    const late = await script.run(
      retryParts(cluster, ['a', 'b', 'c', 'd'], attempt, { deadline: cluster.deadline('do it') }),
    );
    assert.equal(late.size, 0);
    assert.deepEqual(
      asked.map(({ open }) => open),
      [['a', 'b', 'c', 'd'], ['b', 'c', 'd'], ['d']],
    );
    const [first = 0, second = 0, third = 0] = asked.map(({ at }) => at);
    assert.ok(second - first >= 80 && second - first <= 120, `${second - first} ms`);
    assert.ok(third - second >= 160 && third - second <= 240, `${third - second} ms`);
  });

  it('gives those that are left when time is over a TimeoutError each, with its own last cause', async () => {
    const { script, cluster } = stage();
    const causes = new Map([
      ['a', busy],
      ['b', moved],
    ]);
    const startedAt = script.clock.monotonic();
    const late = await script.run(
      retryParts(cluster, ['a', 'b'], () => Promise.resolve(causes), {
        deadline: cluster.deadline('do it', { timeoutMs: 1_000 }),
      }),
    );
    assert.equal(script.clock.monotonic() - startedAt, 1_000, 'the time that its errors name');
    for (const [part, cause] of causes) {
      const error = late.get(part);
      assert.ok(error instanceof TimeoutError, String(error));
      assert.equal(error.cause, cause);
      assert.match(error.message, /^do it: not done within 1000 ms/);
    }
  });

  it('does what is to be done meanwhile in each pause, waits for it, and minds neither its failure nor its length', async () => {
    const { script, cluster } = stage();
    const told: string[] = [];
    let attempts = 0;
    const attempt = (): Promise<Map<string, Error>> => {
      told.push('attempt');
      return Promise.resolve(new Map(++attempts < 3 ? [['a', busy]] : []));
    };
    const meanwhile = async (): Promise<void> => {
      await cluster.deadline('wait').sleep(2_000);
      told.push('meanwhile');
      if (attempts === 1) throw moved;
    };
    await script.run(retryParts(cluster, ['a'], attempt, { deadline: cluster.deadline('do it'), meanwhile }));
    assert.deepEqual(told, ['attempt', 'meanwhile', 'attempt', 'meanwhile', 'attempt']);
    const late = await script.run(
      retryParts(cluster, ['a'], () => Promise.resolve(new Map([['a', busy]])), {
        deadline: cluster.deadline('do it', { timeoutMs: 1_000 }),
        meanwhile: () => new Promise(() => undefined),
      }),
    );
    assert.ok(late.get('a') instanceof TimeoutError);
  });

  it('throws what an attempt throws, and the reason of the signal; asks nobody about nothing', async () => {
    const { script, cluster } = stage();
    const deadline = cluster.deadline('do it');
    assert.equal(
      await script.run(failure(retryParts(cluster, ['a'], () => Promise.reject(moved), { deadline }))),
      moved,
    );
    const abort = new AbortController();
    const aborted = failure(
      retryParts(
        cluster,
        ['a'],
        () => {
          abort.abort(new Error('enough'));
          return Promise.resolve(new Map());
        },
        { deadline: cluster.deadline('do it', { signal: abort.signal }) },
      ),
    );
    assert.equal((await script.run(aborted)).message, 'enough');
    await script.run(retryParts(cluster, [], () => Promise.reject(moved), { deadline }));
  });
});
