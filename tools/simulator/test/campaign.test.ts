import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { campaign } from '../src/campaign/campaign.ts';
import { Progress } from '../src/campaign/progress.ts';

function output(isTTY = false): { isTTY: boolean; text: string; write(text: string): void } {
  return {
    isTTY,
    text: '',
    write(text) {
      this.text += text;
    },
  };
}

describe('a campaign', () => {
  it('runs seeds in threads, and says how many and how fast', async () => {
    const out = output();
    const failed = await campaign({ from: 14, seeds: 3, jobs: 2, limitMs: 60_000 }, new Progress(3, out));
    assert.deepEqual(failed, []);
    assert.match(out.text, /3 of 3 seeds, 0 failed, [\d.]+ seeds\/s\n$/);
  });

  it('stops a seed that takes too long, and goes on', async () => {
    const out = output();
    const failed = await campaign({ from: 1, seeds: 2, jobs: 1, limitMs: 1 }, new Progress(2, out));
    assert.deepEqual(failed, [1, 2]);
    assert.match(out.text, /^seed 1 hangs: it takes more than 0\.001 s$/m);
    assert.match(out.text, /2 of 2 seeds, 2 failed/);
  });

  it('has a bar on a terminal', () => {
    const out = output(true);
    let now = 0;
    const progress = new Progress(4, out, () => now);
    now = 2_000;
    progress.seedDone(true);
    progress.seedDone(false);
    progress.say('seed 2 failed');
    assert.equal(
      out.text,
      `\r[${'='.repeat(8)}${' '.repeat(22)}] 1 of 4 seeds, 0 failed, 0.5 seeds/s` +
        `\r[${'='.repeat(15)}${' '.repeat(15)}] 2 of 4 seeds, 1 failed, 1.0 seeds/s` +
        '\r\u001b[Kseed 2 failed\n',
    );
  });
});
