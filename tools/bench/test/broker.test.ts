import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchBroker } from '../src/broker/main.ts';
import { UsageError } from '../src/options.ts';

test('bench:broker: every figure of the command', async (t) => {
  const lines: string[] = [];
  t.mock.method(console, 'log', (line: string) => lines.push(line));
  const amounts = ['--records', '3000', '--topics', '3', '--connections', '4', '--starts', '1'];
  await benchBroker(['--targets', 'command', '--markdown', ...amounts]);
  const table = lines.at(-1) ?? '';
  for (const row of ['a process, to ready', 'records out, @k/consumer', '3 topics made', '4 connections']) {
    assert.match(table, new RegExp(`\\| ${row}[^|]*\\| [\\d,.]+( ms|/s) \\|`), table);
  }
  assert.match(lines[0] ?? '', /^3000 records of 100 B, 3 topics, 4 connections/);
});

test('bench:broker: wrong options are named', async () => {
  await assert.rejects(benchBroker(['--targets', 'docker']), UsageError);
  await assert.rejects(benchBroker(['--records', '0']), /--records takes a whole number from 1 on/);
  await assert.rejects(benchBroker(['--record', '1']), UsageError);
});
