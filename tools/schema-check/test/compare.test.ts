import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ApiSchema, parseSchema } from '@k/tool-codegen';
import { compare, type Comparison, type Definition, parseDefinition } from '../src/index.ts';

const schema: ApiSchema = {
  key: 7,
  name: 'Test',
  target: 'any broker',
  about: 'A test.',
  versions: { 0: 'The first.', 1: 'More.', 2: 'Flexible.' },
  flexible: 2,
  request: {
    names: [
      '[]Name',
      'Some names.',
      {
        text: ['string? key ignorable (topicName)', 'A text.'],
        number: ['int32 v1+ = -1', 'A number.'],
        old: ['bytes plain', 'Some bytes.'],
      },
    ],
    tagged: ['int64 v2+ tag 0', 'A tagged one.'],
  },
  response: {},
};

const text = `// A licence with a "quote" and http://somewhere
{
  "apiKey": 7, "type": "request", "name": "TestRequest", // what it is
  "validVersions": "0-2", "flexibleVersions": "2+",
  "fields": [
    { "name": "Names", "type": "[]Name", "versions": "0+", "about": "a // in a text", "fields": [
      { "name": "Text", "type": "string", "versions": "0+", "nullableVersions": "0+", "mapKey": true,
        "ignorable": true, "entityType": "topicName" },
      { "name": "Number", "type": "int32", "versions": "1+", "default": "-1" },
      { "name": "Old", "type": "bytes", "versions": "0+", "flexibleVersions": "none" }
    ]},
    { "name": "Tagged", "type": "int64", "versions": "2+", "taggedVersions": "2+", "tag": 0 }
  ]
}
}`;

const models = [parseSchema(schema)];
const run = (changed: string, release = '4.4.0'): Comparison =>
  compare(release, [parseDefinition(changed)], models, []);

/** The definition with one thing put otherwise. */
function seeded(from: string, to: string): string {
  assert.equal(text.split(from).length, 2, `"${from}" is not there once`);
  return text.replace(from, to);
}

describe('a definition', () => {
  test('that says the same makes no difference', () => {
    assert.deepEqual(run(text), { missing: [], differences: [], messages: 1, versions: 3, fields: 12 });
  });

  test('that says something else is found, whatever it is', () => {
    const cases: [from: string, to: string, found: RegExp][] = [
      ['"apiKey": 7', '"apiKey": 8', /API key 8, ours 7/],
      ['"flexibleVersions": "2+"', '"flexibleVersions": "1+"', /flexible since 1, ours 2/],
      ['"int32"', '"uint32"', /v1-2 TestRequest\.names\.number: type is uint32, ours int32/],
      ['"[]Name"', '"Name"', /TestRequest\.names: array is false, ours true/],
      ['"nullableVersions": "0+"', '"nullableVersions": "1+"', /v0 TestRequest\.names\.text: nullable is false/],
      ['"mapKey": true,', '', /names\.text: key is false/],
      ['"ignorable": true', '"ignorable": false', /names\.text: ignorable is false/],
      ['"topicName"', '"groupId"', /names\.text: entity is groupId, ours topicName/],
      ['"default": "-1"', '"default": "0x7f"', /names\.number: default is 127, ours -1/],
      ['"versions": "1+", "default"', '"versions": "2+", "default"', /v1 TestRequest\.names: has the fields text, old/],
      ['"flexibleVersions": "none"', '"ignorable": false', /v2 TestRequest\.names\.old: compact is true/],
      ['"tag": 0', '"tag": 1', /tagged: tag is 1, ours 0/],
      ['"taggedVersions": "2+", "tag": 0', '"ignorable": false', /tagged: tag is undefined, ours 0/],
      ['"name": "Old"', '"name": "New"', /has the fields text, new, ours text, old/],
      ['"name": "Tagged"', '"name": "Labelled"', /has the fields names, labelled, ours names, tagged/],
    ];
    for (const [from, to, found] of cases) {
      const { differences } = run(seeded(from, to));
      assert.ok(
        differences.some((line) => found.test(line)),
        `${to}: ${differences.join('\n')}`,
      );
    }
  });

  test('with the fields in another order is found', () => {
    const definition = parseDefinition(text);
    const [names, ...rest] = definition.fields ?? [];
    const swapped: Definition = {
      ...definition,
      fields: [{ ...names, fields: names?.fields?.toReversed() } as never, ...rest],
    };
    assert.match(
      compare('4.4.0', [swapped], models, []).differences.join('\n'),
      /has the fields old, text, ours text, old/,
    );
  });

  test('of a version or a message that the schemas lack is told', () => {
    assert.deepEqual(run(seeded('"0-2"', '"0-4"')).missing, ['TestRequest v3', 'TestRequest v4']);
    assert.deepEqual(run(seeded('"TestRequest"', '"OtherRequest"')).missing.length, 3);
    assert.deepEqual(run(seeded('"0-2"', '"none"')).messages, 0);
  });

  test('of an older release may lack a tagged field, that of the newest may not', () => {
    const without = seeded(
      ',\n    { "name": "Tagged", "type": "int64", "versions": "2+", "taggedVersions": "2+", "tag": 0 }',
      '',
    );
    assert.deepEqual(run(without, '4.1.2').differences, []);
    assert.deepEqual(run(without).differences, ['v2 TestRequest: has the fields names, ours names, tagged']);
  });

  test('may be otherwise where an exception says so, and only there', () => {
    const changed = parseDefinition(seeded('"ignorable": true', '"ignorable": false'));
    const exception = { message: 'TestRequest', field: 'names.text', fact: 'ignorable', because: 'a test' } as const;
    const differences = (release: string, before: string): number =>
      compare(release, [changed], models, [{ ...exception, before }]).differences.length;
    assert.equal(differences('4.1.2', '4.2.0'), 0);
    assert.equal(differences('4.10.0', '4.2.0'), 1);
    assert.equal(compare('4.1.2', [changed], models, [{ ...exception, field: 'names.old' }]).differences.length, 1);
  });
});
