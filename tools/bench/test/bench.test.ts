import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError, readOptions } from '../src/options.ts';
import { rankFunctions } from '../src/profile.ts';
import { cellsOf, medianOf, renderMarkdown } from '../src/table.ts';

function measurement(cpuMicrosPerRecord: number, recordsPerSecond = 1000) {
  return { recordsPerSecond, cpuMicrosPerRecord, p50Ms: undefined, p99Ms: undefined, peakRssMb: 100 };
}

describe('the table of the benchmark', () => {
  const rows = [
    { scenario: 'consume-record' as const, client: 'ours', runs: [measurement(1), measurement(9), measurement(2)] },
    { scenario: 'consume-record' as const, client: 'slow', runs: [measurement(8)] },
    { scenario: 'consume-record' as const, client: 'fast', runs: [measurement(4)] },
    { scenario: 'produce-batch' as const, client: 'fast', runs: [measurement(0.5)] },
  ];

  it('takes the median, which one bad run does not move', () => {
    assert.equal(
      medianOf([measurement(1), measurement(9), measurement(2)], (m) => m.cpuMicrosPerRecord),
      2,
    );
    assert.equal(
      medianOf([measurement(1)], (m) => m.p50Ms),
      undefined,
    );
  });

  it('compares with the best peer of the same row', () => {
    const ratios = cellsOf(rows, (client) => client === 'ours').map((cells) => cells.at(-1));
    assert.deepEqual(ratios, ['0.50', '2.00', '1.00', '1.00']);
  });

  it('is a table in Markdown too', () => {
    const lines = renderMarkdown(cellsOf(rows, () => false)).split('\n');
    assert.equal(lines.length, 2 + rows.length);
    assert.equal(new Set(lines.map((line) => line.split('|').length)).size, 1);
  });
});

describe('the profile', () => {
  it('ranks functions by their own time and leaves out idling', () => {
    const frame = (functionName: string) => ({ functionName, url: '', lineNumber: 0 });
    const profile = {
      nodes: [
        { id: 1, callFrame: frame('a') },
        { id: 2, callFrame: frame('b') },
        { id: 3, callFrame: frame('(idle)') },
        { id: 4, callFrame: frame('a') },
      ],
      samples: [1, 2, 3, 4],
      timeDeltas: [10, 25, 1000, 65],
    };
    assert.deepEqual(rankFunctions(profile, 5), [' 75.0 %  a', ' 25.0 %  b']);
  });
});

describe('the options of the benchmark', () => {
  it('that are wrong are named', () => {
    for (const [args, message] of [
      [['--rows', 'fly'], /--rows takes produce-batch.*not "fly"/],
      [['--clients', 'x'], /--clients takes @k/],
      [['--runs', '0'], /--runs takes a number above 0/],
      [['--on', 'mars'], /--on takes/],
      [['--fast'], /--fast/],
      [['--value-bytes', '0'], /--value-bytes takes a number above 0/],
      [['--rows', 'consume-batch', '--compression', 'brotli'], /--compression takes none, gzip.*not "brotli"/],
      [['--compression', 'zstd'], /--compression is of the topic that is read/],
    ] as const) {
      assert.throws(
        () => readOptions(args),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    }
  });
});
