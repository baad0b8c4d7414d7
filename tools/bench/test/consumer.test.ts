import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { whyMissing } from '../src/clients/names.ts';
import { GOAL_ROWS, verdictsOf } from '../src/goals.ts';
import { readPerformance } from '../src/java.ts';
import { readUse } from '../src/kcat.ts';
import { CONSUMER_ROWS, readOptions } from '../src/options.ts';
import { type Measurement, type Row, USUAL, produces } from '../src/scenario.ts';
import { type Result, cellsOf, idleCells, joinCells } from '../src/table.ts';

const MAIN = fileURLToPath(new URL('../src/main.js', import.meta.url));

const MEASURED: Measurement = { recordsPerSecond: 1, cpuMicrosPerRecord: 2000, p50Ms: 3, p99Ms: 4, peakRssMb: 120 };

function measured(row: Row, client: string, kind: Result['kind'], more: Partial<Measurement> = {}): Result {
  return { row, client, kind, label: client, newNode: true, runs: [{ ...MEASURED, ...more }] };
}

describe('npm run bench:consumer', () => {
  it('measures what is read, with what each row tells beside it', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
    try {
      const json = path.join(folder, 'rows.json');
      const rows = ['--rows', 'consume-batch,consume-run,consume-large,consume-join', '--clients', '@k,loop'];
      const little = ['--scale', '0.0001', '--runs', '1', '--compression', 'gzip', '--json', json];
      await promisify(execFile)(process.execPath, [MAIN, 'consumer', '--on', 'broker', ...rows, ...little]);
      await promisify(execFile)(process.execPath, [
        ...[MAIN, 'consumer', '--on', 'broker', '--rows', 'consume-batch', '--clients', 'loop'],
        ...['--scale', '0.0001', '--runs', '1', '--json', `${json}.loop`],
      ]);
      const read = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as { results: Result[] };
      const { results } = await read(json);
      const ours = results.filter(({ newNode }) => newNode);
      assert.deepEqual(
        ours.map(({ row, client }) => [row.scenario, client]),
        CONSUMER_ROWS.filter((row) => rows[1]?.split(',').includes(row)).map((row) => [row, '@k']),
        'the loop decompresses nothing',
      );
      for (const { runs } of [...results, ...(await read(`${json}.loop`)).results]) {
        const [run] = runs as [Measurement];
        for (const figure of [run.recordsPerSecond, run.cpuMicrosPerRecord, run.peakRssMb])
          assert.ok(Number(figure) > 0);
      }
      const of = (scenario: Row['scenario']) => ours.find(({ row }) => row.scenario === scenario)?.runs[0];
      assert.ok(Number(of('consume-large')?.loopDelayP99Ms) > 0);
      const joining = of('consume-join');
      assert.ok(Number(joining?.joinMs) > 0 && Number(joining?.p50Ms) >= Number(joining?.joinMs));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('takes a budget, and knows no rows of producers', () => {
    const [row] = readOptions(['--rows', 'consume-batch', '--budget-mb', '8'], CONSUMER_ROWS).rows;
    assert.equal(row?.budgetMb, 8);
    assert.throws(() => readOptions(['--rows', 'produce-batch'], CONSUMER_ROWS), /--rows takes consume-record/);
    assert.ok(!readOptions(['--goals'], CONSUMER_ROWS).rows.some(produces));
  });

  it('tells of idling and joining in tables of their own', () => {
    const idle: Row = { ...USUAL, scenario: 'consume-idle', partitions: 100 };
    const results = [
      measured(idle, '@k', 'ours', { bytesPerSecond: 1234 }),
      measured({ ...USUAL, scenario: 'consume-join' }, '@k', 'ours', { joinMs: 2 }),
    ];
    assert.deepEqual(idleCells(results)[1], ['idle, 100 partitions', '@k', '2.00', '1,234', '120']);
    assert.deepEqual(joinCells(results)[1]?.slice(1), ['@k', '2.0', '3.0', '2.0']);
    assert.equal(cellsOf(results).length, 1, 'only the head');
  });

  it('has a verdict on every goal, of which some are compared with nothing', () => {
    const clients = [
      ['@k', 'ours'],
      ['kafkajs', 'peer'],
      ['kcat', 'foreign'],
      ['loop', 'limit'],
    ] as const;
    const results = GOAL_ROWS.filter((row) => !produces(row)).flatMap((row) =>
      clients.map(([client, kind]) => measured(row, client, kind)),
    );
    const verdicts = verdictsOf(results);
    assert.equal(verdicts.length, 24);
    assert.deepEqual(
      verdicts.filter(({ figure }) => !figure.includes('=')).map(({ row, is, atMost }) => [row, is, atMost]),
      [
        ['end to end, 1,000 records a second', 3, 1],
        ['consume by batch', 120, 110],
        ['consume by record', 120, 130],
      ],
    );
  });

  it('compares with what can be compared', () => {
    const row = (scenario: Row['scenario'], more: Partial<Row> = {}): Row => ({ ...USUAL, scenario, ...more });
    assert.equal(whyMissing('kcat', row('consume-batch')), undefined);
    assert.match(String(whyMissing('kcat', row('produce-batch'))), /reading only/);
    assert.match(String(whyMissing('kafkajs', row('consume-record', { compression: 'zstd' }))), /no zstd/);
    assert.match(String(whyMissing('loop', row('consume-idle'))), /no more/);
    assert.match(String(whyMissing('kafka-ts', row('consume-batch', { budgetMb: 8 }))), /not compared/);
  });
});

describe('what reads without JavaScript', () => {
  it('is Java’s tool, believed for its second run', () => {
    const line = (perSecond: number): string =>
      `2026-11-29 15:00:00:000, 2026-11-29 15:00:01:000, 9.5367, 9.5367, 100000, ${perSecond}.5000, 300, 700, 13.6, 142857.1\n`;
    const said = `start.time, end.time, data\n${line(100)}start.time, end.time, data\n${line(2000)}cpu nanoseconds: 5000000\nVmHWM:\t  200000 kB\n`;
    const { recordsPerSecond, cpuMicrosPerRecord, p50Ms } = readPerformance(said, 1000);
    assert.deepEqual([recordsPerSecond, cpuMicrosPerRecord, p50Ms], [2000.5, 5, undefined]);
  });

  it('is kcat, whose use another program tells', () => {
    assert.deepEqual(readUse('used 0.25 0.05 1.50 10000\n'), { cpuSeconds: 0.3, seconds: 1.5, peakRssMb: 10.24 });
    assert.throws(() => readUse('% ERROR: no brokers\n'), /kcat failed: % ERROR/);
  });
});
