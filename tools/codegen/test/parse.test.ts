import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type ApiSchema,
  type DataSchema,
  emitFile,
  emitIndex,
  type Fields,
  groupSchemas,
  type LoadedSchema,
  parseSchema,
  parseSpec,
} from '../src/index.ts';

const load = (schema: ApiSchema | DataSchema): LoadedSchema => ({ file: 'test', model: parseSchema(schema) });

const every = { from: 0, to: Infinity };

describe('a SPEC', () => {
  test('says everything in one line', () => {
    assert.deepEqual(parseSpec('[]string? v2-4 tag 3 v4+ plain key ignorable (topicName) = null'), {
      type: 'string',
      isArray: true,
      nullable: every,
      versions: { from: 2, to: 4 },
      tag: { number: 3, versions: { from: 4, to: Infinity } },
      plain: true,
      isKey: true,
      ignorable: true,
      entity: 'topicName',
      default: 'null',
    });
    assert.deepEqual(parseSpec('int32 v1').versions, { from: 1, to: 1 });
    assert.deepEqual(parseSpec('string null v7+').nullable, { from: 7, to: Infinity });
    assert.equal(parseSpec('int64 = -1').default, '-1');
  });

  test('that cannot be read is an error', () => {
    for (const wrong of ['', 'int32  v1', 'int32 ignorable v1', 'int32 v1-', 'int32 v-2', 'int32 since 3']) {
      assert.throws(() => parseSpec(wrong), /cannot read/, wrong);
    }
  });
});

describe('a schema', () => {
  const schema = (request: Fields, more: Partial<ApiSchema> = {}): ApiSchema => ({
    key: 1,
    name: 'Test',
    target: 'any broker',
    about: 'A test.',
    versions: { 0: 'The first.', 1: 'Flexible.', 2: 'More.' },
    flexible: 1,
    request,
    response: {},
    ...more,
  });

  test('with a mistake is an error that names the field', () => {
    const wrong: [Fields, RegExp][] = [
      [{ a: ['int33', ''] }, /TestRequest\.a: there is no type "int33"/],
      [{ a: ['Missing', ''] }, /TestRequest\.a: structure "Missing" is declared nowhere/],
      [{ a: ['int8 v5+', ''] }, /TestRequest\.a: exists in no version/],
      [{ a: ['int8 tag 0', ''] }, /TestRequest\.a: is tagged in a version that is not flexible/],
      [{ a: ['int8 v1+ tag 0', ''], b: ['int8 v1+ tag 0', ''] }, /TestRequest: a tag is used twice/],
      [{ a: ['int8 = x', ''] }, /TestRequest\.a: "x" is no default for int8/],
      [{ a: ['string = null', ''] }, /TestRequest\.a: default null, but never nullable/],
      [{ a: ['S', '', { b: ['bool = 1', ''] }] }, /TestRequestS\.b: "1" is no default for bool/],
      [{ a: ['S', '', {}], b: ['S', '', {}] }, /two structures are named TestRequestS/],
    ];
    for (const [fields, message] of wrong) assert.throws(() => parseSchema(schema(fields)), message);
    assert.throws(() => parseSchema(schema({}, { versions: { 0: '', 2: '' } })), /version 1 is not described/);
  });

  test('becomes code that depends on nothing but itself', () => {
    const fields: Fields = { name: ['string v2+ ignorable', 'A name.'] };
    const first = emitFile([load(schema(fields))]);
    assert.equal(emitFile([load(schema(fields))]), first);
    assert.match(first, /name: version >= 2 \? r\.string\(true\) : ''/);
    assert.match(first, /A name\. \(since v2\)/);
  });

  test('with an array of a kind that Reader and Writer do not have is an error', () => {
    for (const spec of ['[]float64', '[]bool?', '[]int64?']) {
      assert.throws(
        () => emitFile([load(schema({ list: [spec, 'A list.'] }))]),
        /list: .* give Reader and Writer a method/,
      );
    }
  });
});

describe('the schemas of a record', () => {
  const part = (name: string, type: number, more: Partial<DataSchema> = {}): DataSchema => ({
    name,
    about: 'A test.',
    versions: { 0: 'The first.' },
    flexible: 'never',
    record: { topic: '__transaction_state', type },
    fields: {},
    ...more,
  });
  const index = (...schemas: DataSchema[]): string => emitIndex(groupSchemas(schemas.map(load)));

  test('are found by type', () => {
    const text = index(part('BKey', 7), part('BValue', 7), part('AKey', 2), part('AValue', 2));
    assert.match(text, /transactionStateRecords: RecordTypes = \{ 2: \{ key: AKey, value: AValue \}, 7: \{ key: BKey/);
    assert.match(emitFile([load(part('AKey', 2))]), /records of type 2 in __transaction_state/);
  });

  test('are one for the key and one for the value', () => {
    assert.throws(() => index(part('AKey', 2)), /__transaction_state: records of type 2 have 0 schemas for the value/);
    assert.throws(() => index(part('AKey', 2), part('BKey', 2), part('AValue', 2)), /have 2 schemas for the key/);
    assert.throws(() => parseSchema(part('Other', 2)), /ends neither in Key nor in Value/);
    assert.throws(() => parseSchema(part('AKey', 2, { versions: { 1: '' } })), /has version 0 only/);
  });
});
