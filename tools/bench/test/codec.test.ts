import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCases, OURS } from '../src/codec/cases.ts';
import { measureLibraries } from '../src/codec/libraries.ts';
import { logValues } from '../src/codec/samples.ts';
import { measureThreads } from '../src/codec/threads.ts';

describe('the cases of bench:codec', () => {
  it('are read the same by everyone who is there', async (t) => {
    let cases;
    try {
      // Everyone reads what we write and we read what they write, or this throws.
      cases = await loadCases(20_000);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') throw error;
      t.skip('the other clients are not installed (npm run bench:codec does it)');
      return;
    }
    assert.equal(cases.length, 2 * (4 + 4 * 2));
    for (const { contenders } of cases) assert.equal(contenders[0]?.client, OURS);
    const write = cases.find(({ name }) => name === 'write, 100 B');
    assert.ok(write?.contenders.some(({ client }) => client === 'kafkajs'));
    assert.ok(cases.every(({ name, batchBytes, plainBytes }) => /\d B$/.test(name) === (batchBytes === plainBytes)));
  });

  it('have values of the size asked for, always the same ones', () => {
    const values = logValues(50, 100);
    assert.deepEqual(new Set(values.map(({ length }) => length)), new Set([100]));
    assert.deepEqual(logValues(50, 100), values);
    assert.equal(new Set(values.map(String)).size, 50);
  });

  it('measure each implementation, also ones that users bring', async () => {
    const rows = await measureLibraries(1, 1, [16]);
    const names = new Set(rows.map(({ work, by }) => `${work}: ${by}`));
    for (const name of ['snappy, compress: hysnappy', 'lz4, decompress: own code', 'CRC-32C: as taken']) {
      assert.ok(names.has(name), name);
    }
    for (const { cpu, busy } of rows) for (const value of [...cpu, ...(busy ?? [])]) assert.ok(value > 0);
  });

  it('measure other threads', async () => {
    for (const { here, busy, cpuRatio } of await measureThreads(1, [4])) {
      for (const value of [here, busy, cpuRatio]) assert.ok(value > 0 && Number.isFinite(value));
    }
  });
});
