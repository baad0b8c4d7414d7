import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { describe, it } from 'node:test';
import { readOptions, UsageError } from '../src/options.ts';

const read = (line: string): unknown => readOptions(line.split(' ').filter(Boolean));

describe('the command line', () => {
  it('runs a campaign unless it is told otherwise', () => {
    assert.deepEqual(read(''), { command: 'campaign', seeds: 1_000, from: 1, jobs: availableParallelism() });
    assert.deepEqual(read('--seeds 5 --from 7 --jobs 1'), { command: 'campaign', seeds: 5, from: 7, jobs: 1 });
  });

  it('replays, tells and shrinks one seed', () => {
    const one = { command: 'one', seed: 3, story: false, requests: false, around: undefined };
    assert.deepEqual(read('--seed 3'), one);
    assert.deepEqual(read('--seed 3 --story --around 50'), { ...one, story: true, around: 50 });
    assert.deepEqual(read('--seed 3 --story --requests'), { ...one, story: true, requests: true });
    assert.deepEqual(read('--shrink 3'), { command: 'shrink', seed: 3 });
    assert.deepEqual(read('--planted'), { command: 'planted', names: [], last: undefined });
    assert.deepEqual(read('--planted marker epoch --seeds 9'), {
      command: 'planted',
      names: ['marker', 'epoch'],
      last: 9,
    });
    assert.deepEqual(read('--help'), { command: 'help' });
  });

  for (const [line, says] of [
    ['--seeds 0', /--seeds takes a whole number from 1 on, and got "0"/],
    ['--seed x', /--seed takes a whole number from 0 on, and got "x"/],
    ['--story', /a story is about a --seed/],
    ['--around 5', /a story is about a --seed/],
    ['--requests', /a story is about a --seed/],
    ['--seed 1 --around 5', /--around is about a --story/],
    ['--seed 1 --requests', /--requests is about a --story/],
    ['--seed 1 --seeds 5', /--seed and --seeds do not go together/],
    ['--shrink 1 --story', /--shrink and --story do not go together/],
    ['--planted --seed 4', /--planted and --seed do not go together/],
    ['--what', /--what/],
    ['5', /"5" is no option; names are of bugs, with --planted/],
  ] as const) {
    it(`names what is wrong with ${line}`, () => {
      assert.throws(
        () => read(line),
        (error: Error) => error instanceof UsageError && says.test(error.message),
      );
    });
  }
});
