import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type ApiSchema, emitFile, parseSchema } from '@k/tool-codegen';
import { type Api, WireError } from '../src/index.ts';
import fc from 'fast-check';
import ts from 'typescript';
import { structOf } from './arbitraries.ts';
import { interpretWrite } from './interpreter.ts';
import { plain, repository } from './support.ts';

/** What occurs in the protocol, but in none of the messages that the package has today. */
const stress: ApiSchema = {
  key: 9999,
  name: 'Stress',
  target: 'nobody',
  about: 'Exists to test the generator.',
  versions: { 2: 'The first.', 3: 'More.', 4: 'Flexible.', 5: 'Tags.', 6: 'Fewer.' },
  flexible: 4,
  structs: {
    Shared: {
      id: ['uint16', 'Declared once, used three times.'],
      word: ['uint32 v5+', 'Later.'],
    },
  },
  request: {
    float: ['float64 v3+ = 1.5', 'A float64 with a default.'],
    version: ['int8', 'A name that the code uses as well.'],
    set: ['int16', 'Another.'],
    one: ['Shared', 'A structure by itself.'],
    maybe: ['Shared? = null', 'A structure that may be null.'],
    often: ['[]Shared null v5+', 'Null since v5.'],
    inner: [
      'Inner? v4+ = null',
      'Null, and not there before v4.',
      {
        deep: [
          'Deep',
          'A structure in a structure.',
          { text: ['string? = null', 'A text.'], flag: ['bool = true', 'True when left out.'] },
        ],
        tagged: ['[]string tag 3', 'A tagged array.'],
      },
    ],
    moved: ['int32 v3+ tag 0 v5+ = 7', 'A field that becomes a tagged one.'],
    gone: ['string v2-4 = here', 'Only in the first versions.'],
    bytes8: ['[]int8', 'int8 array.'],
    shorts: ['[]int16', 'int16 array.'],
    longs: ['[]int64', 'int64 array.'],
    ids: ['[]uuid? = null', 'uuid array that may be null.'],
    numbers: ['[]int32 null v3+', 'int32 array, null since v3.'],
    names: ['[]string?', 'string array that may be null.'],
    data: ['bytes null v4+', 'Bytes, null since v4.'],
    old: ['string? plain', 'Never compact.'],
    taggedStruct: ['Shared v5+ tag 1', 'A tagged structure.'],
    taggedStructs: ['[]Shared? v6+ tag 2 = null', 'A tagged array of structures that may be null.'],
    taggedBytes: ['bytes v5+ tag 4', 'Tagged bytes, that may be long.'],
  },
  response: {},
};

const model = parseSchema(stress);
assert.ok(model.kind === 'api');
const source = emitFile([{ file: 'stress', model }]);
const { outputText } = ts.transpileModule(source, {
  compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
});
const folder = pathToFileURL(`${repository}packages/wire/dist/src/`).href;
const linked = outputText.replaceAll(/'\.\.\/([\w-]+)\.ts'/g, (_, file: string) => `'${folder}${file}.js'`);
const { Stress } = (await import(`data:text/javascript,${encodeURIComponent(linked)}`)) as {
  Stress: Api<Record<string, unknown>, Record<string, unknown>>;
};

for (let version = 2; version <= 6; version++) {
  test(`v${String(version)} agrees with an interpreter of the schema`, () => {
    fc.assert(
      fc.property(structOf(model.request.body, model.request, version), (value) => {
        const bytes = interpretWrite(model.request, version, value);
        assert.equal(Stress.request.encode(version, value).toString('hex'), bytes.toString('hex'));
        assert.deepEqual(plain(Stress.request.decode(version, bytes)), plain(value));
        for (let cut = 0; cut < bytes.length; cut += 5) {
          assert.throws(() => Stress.request.decode(version, bytes.subarray(0, cut)), WireError);
        }
      }),
      { numRuns: 150, seed: 11 },
    );
  });
}

test('a message without fields is empty, or has no tags', () => {
  assert.equal(Stress.response.encode(3, {}).length, 0);
  assert.equal(Stress.response.encode(4, {}).toString('hex'), '00');
  assert.deepEqual(Stress.response.decode(4, Buffer.from([0])), {});
});

test('a field that became a tagged one is in the body before', () => {
  const without = Stress.request.encode(4, {});
  assert.deepEqual(Stress.request.decode(4, without)['moved'], 7);
  assert.throws(() => Stress.request.encode(2, { moved: 8 }), /version 2 has no such field/);
  assert.equal(Stress.request.encode(5, { moved: 8 }).length, Stress.request.encode(5, {}).length + 1 + 1 + 4);
});

test('long bytes in a tagged field are written in one piece', () => {
  const taggedBytes = Buffer.alloc(5000, 3);
  const bytes = Stress.request.encode(6, { taggedBytes, taggedStruct: { id: 5 } });
  assert.deepEqual(Stress.request.decode(6, bytes)['taggedBytes'], taggedBytes);
});
