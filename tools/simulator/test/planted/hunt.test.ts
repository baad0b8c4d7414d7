import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../src/options.ts';
import { cpuMsOf } from '../../src/planted/cpu-time.ts';
import { hunt } from '../../src/planted/hunt.ts';
import type { Change, PlantedBug } from '../../src/planted/planted-bug.ts';
import { PLANTED_BUGS } from '../../src/planted/planted-bugs.ts';
import { runPlanted } from '../../src/planted/run-planted.ts';
import { documentOf, lineOf } from '../../src/planted/table.ts';

/** Within so many seeds they are caught. */
const LAST = 20;

const CAUGHT = [
  ['acknowledgement of the wrong batch', 'acked-is-stored'],
  ['timer of a connection not cleared', 'nothing-left'],
] as const;

function bugOf(name: string, change: Change): PlantedBug {
  return { name, breaks: 'nothing', seenBy: [], changes: [change] };
}

describe('the hunt for planted bugs', () => {
  for (const [name, checker] of CAUGHT) {
    it(`catches "${name}" by ${checker}`, async () => {
      const bug = PLANTED_BUGS.find((each) => each.name === name);
      assert.ok(bug !== undefined);
      const hunted = await hunt(bug, { first: 1, last: LAST });
      assert.ok(hunted.seed !== undefined, hunted.message);
      assert.ok(hunted.checkers.includes(checker), hunted.checkers.join());
    });
  }

  it('catches nothing where nothing is wrong', async () => {
    const file = 'packages/producer/src/outcome.ts';
    const find = "const SPLIT: Outcome = { kind: 'split' };";
    const harmless = bugOf('nothing', { file, find, replace: `/* */ ${find}` });
    const { seed, checkers, message } = await hunt(harmless, { first: 2, last: 4 });
    assert.deepEqual([seed, checkers, message], [undefined, [], 'seeds 2 to 4 show nothing']);
  });

  it('tells of a bug that lets nothing run at all, and does not take it for caught', async () => {
    const file = 'packages/producer/src/outcome.ts';
    const find = "const SPLIT: Outcome = { kind: 'split' };";
    const bug = bugOf('fatal', { file, find, replace: `${find} throw new Error('planted');` });
    const { seed, checkers, message } = await hunt(bug, { first: 1, last: 1 });
    assert.deepEqual([seed, checkers], [undefined, []]);
    assert.match(message, /the process ended with 1: .*planted/);
  });

  it('reckons from the beginning of a process where nobody tells what it has had', () => {
    const began = performance.now();
    const nobody = -1;
    assert.ok(cpuMsOf(nobody, began) < 20_000, 'not from that of the one that asks');
    assert.ok(cpuMsOf(nobody, began - 40_000) >= 40_000);
  });

  it('is called wrongly with a name that no bug has', async () => {
    const tell = (line: string): void => assert.fail(line);
    await assert.rejects(runPlanted({ names: ['nothinglike'], tell }), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, /no planted bug is called nothinglike/);
      return true;
    });
  });

  it('is kept as a table', () => {
    const [bug, other, third] = PLANTED_BUGS;
    assert.ok(bug !== undefined && other !== undefined && third !== undefined);
    const caught = {
      bug,
      last: 200,
      seed: 7,
      checkers: ['acked-is-stored', 'settles'],
      message: 'r1 is nowhere\nmore',
    };
    const missed = { bug: other, last: 200, checkers: [], message: 'seeds 1 to 200 show nothing' };
    const text = documentOf([bug, other, third], [missed, caught]);
    assert.match(text, /^1 of 3 were caught\./m);
    assert.match(text, /\| 7 \| `acked-is-stored`, `settles` \|$/m);
    assert.match(text, /\| not within 200 \| none \|$/m);
    assert.match(text, /\| not tried \| +\|$/m);
    assert.match(lineOf(caught), /seed 7 +acked-is-stored, settles: r1 is nowhere$/);
    assert.match(lineOf(missed), /not caught +seeds 1 to 200 show nothing$/);
  });
});
