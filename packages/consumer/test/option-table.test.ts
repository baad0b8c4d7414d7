import assert from 'node:assert/strict';
import { it } from 'node:test';
import { clusterOptions } from '@k/cluster';
import { assertDefaults, assertNumericOptions, assertOptionTable, Editor } from '@k/testing';
import { consumerOptions, KafkaConsumer } from '../src/index.ts';
import { runOptions } from '../src/run/run-options.ts';

const folder = new URL('../../', import.meta.url);
/** The README of `@k/cluster` has the others. */
const own: readonly string[] = ['bootstrapServers'];
const editor = new Editor(folder);
const options = editor.shownOptions('@k/consumer', 'ConsumerOptions');
const ofRun = editor.shownOptions('@k/consumer', 'RunOptions');

it('the README’s table of options is what an editor shows', () => {
  const rows = options.filter(({ name }) => own.includes(name) || !(name in clusterOptions.shape));
  assertOptionTable(new URL('README.md', folder), rows);
});

it('so is the table of what run() takes', () => {
  assertOptionTable(new URL('README.md', folder), ofRun, 'run()');
});

it('the defaults that an editor shows are those of the check', () => {
  assertDefaults(options, consumerOptions.shape);
  assertDefaults(ofRun, runOptions.shape);
});

it('what a consumer cannot be without is asked for by its type', () => {
  // @ts-expect-error -- neither bootstrapServers nor cluster
  assert.throws(() => new KafkaConsumer({}), { name: 'ConfigError', message: /bootstrapServers/ });
});

it('numbers that cannot be used are refused by name, with what is taken and what was given', () => {
  assert.ok(assertNumericOptions(consumerOptions).length > 3);
});
