import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError, readOptions } from '../src/options.ts';
import { rankFunctions } from '../src/profile.ts';
import { type Row, cellsOf, medianOf, renderMarkdown } from '../src/table.ts';

function measurement(cpuMicrosPerRecord: number, recordsPerSecond = 1000) {
  return { recordsPerSecond, cpuMicrosPerRecord, p50Ms: undefined, p99Ms: undefined, peakRssMb: 100 };
}

describe('the table of the benchmark', () => {
  const rows: Row[] = [
    {
      scenario: 'consume-record',
      client: '@k',
      kind: 'ours',
      runs: [measurement(1), measurement(9), measurement(2)],
    },
    { scenario: 'consume-record', client: 'slow', kind: 'peer', runs: [measurement(8)] },
    { scenario: 'consume-record', client: 'fast', kind: 'peer', runs: [measurement(4)] },
    { scenario: 'produce-batch', client: 'fast', kind: 'peer', runs: [measurement(0.5)] },
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
    assert.deepEqual(
      cellsOf(rows).map((cells) => cells.at(-2)),
      ['0.50', '2.00', '1.00', '1.00'],
    );
  });

  it('compares with the limit, which is no peer', () => {
    const limit: Row = { scenario: 'consume-record', client: 'loop', kind: 'limit', runs: [measurement(0.5)] };
    assert.deepEqual(
      cellsOf([...rows, limit]).map((cells) => cells.slice(-2)),
      [
        ['0.50', '4.00'],
        ['2.00', '16.00'],
        ['1.00', '8.00'],
        ['1.00', '–'],
        ['0.13', '1.00'],
      ],
    );
  });

  it('is a table in Markdown too', () => {
    const lines = renderMarkdown(cellsOf(rows)).split('\n');
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
      [['--partitions', '0'], /--partitions takes a number above 0/],
    ] as const) {
      assert.throws(
        () => readOptions(args),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    }
  });
});
