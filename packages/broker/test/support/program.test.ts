import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Program } from './program.ts';

it('a wait for what a program never says ends, with what it said', { timeout: 120_000 }, async () => {
  const text = "console.log('up'); console.error('on its way'); process.stdin.resume();";
  await using program = new Program(process.execPath, ['-e', text]);
  assert.equal(await program.line(), 'up');
  await program.told(/on its way/);
  program.mostMs = 100;
  const inVain = /within 100 ms it was waited in vain for .*stdout:\nup\nstderr:\non its way/s;
  const waits = [program.told(/there/), program.line(), program.ended];
  await Promise.all(waits.map((wait) => assert.rejects(wait, inVain)));
});

it('a wait for what an ended program did not say ends at once', { timeout: 120_000 }, async () => {
  await using program = new Program(process.execPath, ['-e', "console.error('no such thing'); process.exit(3);"]);
  const without = /ended with 3, without .*stderr:\nno such thing/s;
  await Promise.all([program.told(/there/), program.line()].map((wait) => assert.rejects(wait, without)));
  assert.equal((await program.ended).code, 3);
});
