import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { simulate } from '../src/simulate.ts';
import { storyOf } from '../src/story/story.ts';
import { scenario } from './scenarios.ts';

describe('a story', () => {
  const told = simulate(1, {
    scenario: scenario(['p1'], [{ kind: 'node-stop', at: 1_000, until: 1_500, what: { node: 0 } }]),
    requests: true,
  });

  it('has the plan, who did what when, the faults, the requests, and what is wrong', async () => {
    const lines = storyOf(await told);
    const text = lines.join('\n');
    assert.match(lines[0] ?? '', /^seed 1: 1 nodes of Kafka 4\.4, /);
    assert.match(text, /^ {2}fault from 1000 to 1500: node 0 is stopped$/m);
    assert.match(text, /^ +1000 {2}\*\*\* world +begins: node 0 is stopped$/m);
    assert.match(text, /^ +1500 {2}\*\*\* world +is over: node 0 is stopped$/m);
    assert.match(text, /^ +\d+ {2}p1#1 +sends p1#1-1 to t1/m);
    assert.match(text, /^ +\d+ {2}p1#1 +p1#1-1 is stored: [01]@0$/m);
    assert.match(text, /^ +\d+ {2}node 0 +\(Produce v\d+ of p1#1, connection \d+\)$/m);
    assert.equal(lines.at(-1), 'nothing is wrong');
    const times = lines.flatMap((line) => /^ *(\d+) {2}/.exec(line)?.[1] ?? []).map(Number);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
  });

  it('may be that of a moment', async () => {
    const all = storyOf(await told);
    const part = storyOf(await told, { around: 6_000 });
    assert.ok(part.length < all.length);
    assert.ok(!part.some((line) => line.includes('begins: node 0 is stopped')));
  });
});
