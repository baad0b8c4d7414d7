import assert from 'node:assert/strict';
import { it } from 'node:test';
import { clusterOptions } from '@k/cluster';
import { compressionTypes, kafkaCodecs } from '@k/codec';
import { assertDefaults, assertNumericOptions, assertOptionTable, Editor } from '@k/testing';
import { KafkaProducer, producerOptions } from '../src/index.ts';

const folder = new URL('../../', import.meta.url);
/** The README of `@k/cluster` has the others. */
const own: readonly string[] = ['bootstrapServers', 'allowAutoCreateTopics'];
const options = new Editor(folder).shownOptions('@k/producer', 'ProducerOptions');

it('the README’s table of options is what an editor shows', () => {
  const rows = options.filter(({ name }) => own.includes(name) || !(name in clusterOptions.shape));
  assertOptionTable(new URL('README.md', folder), rows);
});

it('the defaults that an editor shows are those of the check', () => {
  assertDefaults(options, producerOptions.shape);
});

it('the sentences name the compressions there are, and their levels', () => {
  const sentence = (option: string): string => options.find(({ name }) => name === option)?.sentence ?? '';
  for (const type of compressionTypes) assert.match(sentence('compressionType'), new RegExp(`\\b${type}\\b`));
  for (const { type, levels } of kafkaCodecs) {
    if (levels === null) continue;
    const range = `${type} ${levels.min} to ${levels.max} (default ${levels.default})`;
    assert.ok(sentence('compressionLevel').includes(range), range);
  }
});

it('what a producer cannot be without is asked for by its type', () => {
  // @ts-expect-error -- neither bootstrapServers nor cluster
  assert.throws(() => new KafkaProducer({}), { name: 'ConfigError', message: /bootstrapServers/ });
});

it('numbers that cannot be used are refused by name, with what is taken and what was given', () => {
  assert.ok(assertNumericOptions(producerOptions).length > 3);
});
