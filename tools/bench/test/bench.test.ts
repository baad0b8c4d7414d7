import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Kind } from '../src/clients/names.ts';
import { readPerformance } from '../src/java.ts';
import { UsageError, readOptions } from '../src/options.ts';
import { rankFunctions } from '../src/profile.ts';
import { runWithin } from '../src/run-within.ts';
import { type Measurement, type Row, type Scenario, USUAL } from '../src/scenario.ts';
import { type Result, cellsOf, commitCells, cpu, median, render } from '../src/table.ts';

function measurement(cpuMicrosPerRecord: number, recordsPerSecond = 1000) {
  return { recordsPerSecond, cpuMicrosPerRecord, p50Ms: undefined, p99Ms: undefined, peakRssMb: 100 };
}

function result(row: Row, client: string, kind: Kind, ...runs: Measurement[]): Result {
  return { row, client, kind, label: client, newNode: true, runs };
}

describe('the table of the benchmark', () => {
  const row = (scenario: Scenario): Row => ({ scenario, ...USUAL });
  const consuming = row('consume-record');
  const results = [
    result(consuming, '@k', 'ours', measurement(1), measurement(9), measurement(2)),
    result(consuming, 'slow', 'peer', measurement(8)),
    result(consuming, 'fast', 'peer', measurement(4)),
    result(row('produce-batch'), 'fast', 'peer', measurement(0.5)),
  ];

  it('takes the median, which one bad run does not move', () => {
    assert.equal(median({ runs: [measurement(1), measurement(9), measurement(2)] }, cpu), 2);
    assert.equal(
      median({ runs: [measurement(1)] }, (m) => m.p50Ms),
      undefined,
    );
  });

  it('compares with the best peer of the same row', () => {
    const withNative = [...results, result(consuming, 'librdkafka', 'foreign', measurement(1))];
    assert.deepEqual(
      cellsOf(withNative).map((cells) => cells.at(-2)),
      ['CPU, best JavaScript peer = 1', '0.50', '2.00', '1.00', '1.00', '0.25'],
    );
  });

  it('compares with the limit, which is no peer', () => {
    const limit = result(consuming, 'loop', 'limit', measurement(0.5));
    assert.deepEqual(
      cellsOf([...results, limit])
        .slice(1)
        .map((cells) => cells.slice(-2)),
      [
        ['0.50', '4.00'],
        ['2.00', '16.00'],
        ['1.00', '8.00'],
        ['1.00', '–'],
        ['0.13', '1.00'],
      ],
    );
  });

  it('does not compare rows with different settings', () => {
    const large = result({ ...consuming, valueBytes: 1000 }, 'fast', 'peer', measurement(1));
    assert.equal(cellsOf([...results, large])[1]?.at(-2), '0.50');
  });

  it('compares transactions with the same calls without', () => {
    const cells = commitCells([
      result(row('transaction-100'), '@k', 'ours', measurement(6, 1000)),
      result(row('call-100'), '@k', 'ours', measurement(4, 9000)),
      result(row('call-100'), 'fast', 'peer', measurement(2, 9000)),
      result(row('transaction-1'), '@k', 'ours', measurement(6, 1000)),
    ]);
    assert.deepEqual(
      cells.slice(1).map((line) => line.slice(-2)),
      [
        ['10', '1.50'],
        ['1,000', '–'],
      ],
    );
  });

  it('is a table in Markdown too', () => {
    const lines = render(cellsOf(results), true).split('\n');
    assert.equal(lines.length, 2 + results.length);
    assert.equal(new Set(lines.map((line) => line.split('|').length)).size, 1);
  });
});

describe('the profile', () => {
  it('ranks functions by their own time and leaves out idling', () => {
    const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 0 });
    const profile = {
      nodes: [
        { id: 1, callFrame: frame('a') },
        { id: 2, callFrame: frame('b') },
        { id: 3, callFrame: frame('(idle)') },
        { id: 4, callFrame: frame('a') },
        { id: 5, callFrame: frame('post', 'node:inspector') },
      ],
      samples: [1, 2, 3, 4, 5],
      timeDeltas: [10, 25, 1000, 65, 300],
    };
    assert.deepEqual(rankFunctions(profile, 5), [' 75.0 %  a', ' 25.0 %  b']);
  });
});

describe('the tool of Java', () => {
  const summary = (perSecond: number, p50: number): string =>
    `1000 records sent, ${perSecond}.5 records/sec (9.52 MB/sec), 4.20 ms avg latency, 99.00 ms max latency, ${p50} ms 50th, 8 ms 95th, 90 ms 99th, 99 ms 99.9th.\n`;

  it('is believed for its second run', () => {
    const said = `${summary(100, 9)}${summary(2000, 3)}cpu nanoseconds: 5000000\nVmHWM:\t  200000 kB\n`;
    assert.deepEqual(readPerformance(said, 1000), {
      recordsPerSecond: 2000.5,
      cpuMicrosPerRecord: 5,
      p50Ms: 3,
      p99Ms: 90,
      peakRssMb: 204.8,
    });
  });

  it('that says something else is not', () => {
    assert.throws(() => readPerformance(`${summary(100, 9)}cpu nanoseconds: 5\n`, 1000), /said something else/);
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
      [['--goals', '--keyed'], /--goals and --all have settings of their own/],
      [['--partitions', '0'], /--partitions takes a number above 0/],
    ] as const) {
      assert.throws(
        () => readOptions(args),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    }
  });
});

describe('a measurement that takes too long', () => {
  it('is stopped, and says so', async () => {
    const waits = ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'];
    await assert.rejects(runWithin(300, process.execPath, waits), /^Error: stopped: it took longer than 0.3 s$/);
  });

  it('is not taken for one that fails', async () => {
    await assert.rejects(runWithin(60_000, process.execPath, ['-e', 'throw new Error("no broker")']), /no broker/);
  });
});
