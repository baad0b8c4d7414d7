import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConfigError, parseOptions, showValue, wrongArgument } from '../src/index.ts';
import { z } from 'zod';

const schema = z
  .strictObject({
    acks: z.literal([0, 1, -1, 'all'], { error: 'expected 0, 1 or -1 (or "all")' }).default('all'),
    lingerMs: z.number().int().min(0).default(0),
    clientId: z.string().default('k'),
    saslPassword: z.string().min(8).optional(),
    ssl: z.strictObject({ servername: z.string() }).optional(),
  })
  .refine((o) => !(o.acks === 0 && o.lingerMs === 7), { path: ['lingerMs'], message: 'must not be 7 with acks 0' });

function messagesOf(input: unknown): string[] {
  try {
    parseOptions('KafkaProducer', schema, input);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.issues.length, error.message.split('\n').length);
    return error.message.split('\n');
  }
  assert.fail('no error');
}

describe('parseOptions', () => {
  test('gives the options with their defaults', () => {
    assert.deepEqual(parseOptions('KafkaProducer', schema, { acks: 1 }), { acks: 1, lingerMs: 0, clientId: 'k' });
  });

  test('names each wrong option, what it takes, and what it got', () => {
    assert.deepEqual(messagesOf({ acks: 7 }), ['KafkaProducer: option "acks": expected 0, 1 or -1 (or "all"), got 7']);
    assert.deepEqual(messagesOf({ lingerMs: 'soon', clientId: 5 }), [
      'KafkaProducer: option "lingerMs": expected a whole number from 0 on, got "soon"',
      'KafkaProducer: option "clientId": expected string, got 5',
    ]);
    assert.deepEqual(messagesOf({ ssl: {} }), ['KafkaProducer: option "ssl.servername": expected string, got nothing']);
    assert.deepEqual(messagesOf({ lingerMs: 7, acks: 0 }), [
      'KafkaProducer: option "lingerMs": must not be 7 with acks 0, got 7',
    ]);
  });

  test('names the option that was probably meant', () => {
    assert.deepEqual(messagesOf({ linger_ms: 5 }), [
      'KafkaProducer: unknown option "linger_ms", did you mean "lingerMs"?',
    ]);
    assert.deepEqual(messagesOf({ ackz: 5, somethingElse: 1 }), [
      'KafkaProducer: unknown option "ackz", did you mean "acks"?',
      'KafkaProducer: unknown option "somethingElse"',
    ]);
  });

  test('names the option that kafkajs calls otherwise, where there is one', () => {
    const ours = z.strictObject({ bootstrapServers: z.string(), allowAutoCreateTopics: z.boolean().optional() });
    assert.throws(
      () => parseOptions('X', ours, { bootstrapServers: '', brokers: [], allowAutoTopicCreation: true, toString: 1 }),
      {
        message: [
          'X: unknown option "brokers", did you mean "bootstrapServers"?',
          'X: unknown option "allowAutoTopicCreation", did you mean "allowAutoCreateTopics"?',
          'X: unknown option "toString"',
        ].join('\n'),
      },
    );
    // What it is called there means nothing where there is no such option.
    assert.deepEqual(messagesOf({ fromBeginning: true }), ['KafkaProducer: unknown option "fromBeginning"']);
  });

  test('does not print secrets', () => {
    assert.doesNotMatch(messagesOf({ saslPassword: 'hunter2' }).join(), /hunter2/);
    const users = z.strictObject({ users: z.record(z.string(), z.string()) });
    assert.throws(() => parseOptions('X', users, { users: { alice: 4711 } }), {
      message: 'X: option "users.alice": expected string, got a number',
    });
  });

  test('takes a value without a prototype for a wrong one like any other', () => {
    assert.match(messagesOf({ lingerMs: Object.create(null) as object }).join(), /option "lingerMs": .*got an object/);
  });

  test('says in plain words what is out of bounds', () => {
    const bounds = z.strictObject({
      name: z.string().min(1).optional(),
      list: z.array(z.string()).min(1).optional(),
      port: z.number().min(1).max(65_535).optional(),
      version: z.enum(['a', 'b']).optional(),
    });
    const said = (input: object): string => {
      try {
        parseOptions('X', bounds, input);
      } catch (error) {
        return (error as Error).message;
      }
      return assert.fail('no error');
    };
    assert.equal(said({ name: '' }), 'X: option "name": expected text that is not empty, got ""');
    assert.equal(said({ list: [] }), 'X: option "list": expected an array that is not empty, got an empty array');
    assert.equal(said({ port: 0 }), 'X: option "port": expected a number from 1 to 65535, got 0');
    assert.equal(said({ port: 70_000 }), 'X: option "port": expected a number from 1 to 65535, got 70000');
    assert.equal(said({ version: 'c' }), 'X: option "version": expected one of "a"|"b", got "c"');
  });

  test('says of a number what it takes, from end to end, whatever is wrong with it', () => {
    const numbers = z.strictObject({
      ms: z.number().int().positive().max(100).default(5),
      ratio: z.number().positive().optional(),
      most: z.number().max(1).optional(),
      any: z.number().nullable(),
      bytes: z.union([z.number().int().min(0), z.literal(Infinity)]).optional(),
      back: z.strictObject({ ms: z.number().int() }).optional(),
    });
    for (const [input, words] of [
      [{ ms: 0 }, 'option "ms": expected a whole number from 1 to 100, got 0'],
      [{ ms: 101 }, 'option "ms": expected a whole number from 1 to 100, got 101'],
      [{ ms: 1e300 }, 'option "ms": expected a whole number from 1 to 100, got 1e+300'],
      [{ ms: 1.5 }, 'option "ms": expected a whole number from 1 to 100, got 1.5'],
      [{ ms: NaN }, 'option "ms": expected a whole number from 1 to 100, got NaN'],
      [{ ratio: 0 }, 'option "ratio": expected a number above 0, got 0'],
      [{ most: 2 }, 'option "most": expected a number up to 1, got 2'],
      [{ any: '5' }, 'option "any": expected a number, got "5"'],
      [{ bytes: -5 }, 'option "bytes": expected a whole number from 0 on or Infinity, got -5'],
      [{ back: { ms: 0.5 } }, 'option "back.ms": expected a whole number, got 0.5'],
    ] as const) {
      assert.throws(
        () => parseOptions('X', numbers, { any: 1, ...input }),
        (error: Error) => error.message === `X: ${words}`,
        words,
      );
    }
  });

  describe('in an option that is an object', () => {
    const retry = z.strictObject({ retries: z.int().min(0).default(3), maxMs: z.number().min(0).default(5) });
    const nested = z.strictObject({
      retry: retry.prefault({}),
      batch: z.union([z.boolean(), z.strictObject({ most: z.int().min(1).optional() })], 'expected true, or { most }'),
      pair: z.union([z.number(), z.tuple([z.number().min(0), z.number().min(0)])]).optional(),
      list: z.array(z.strictObject({ name: z.string(), parts: z.int().positive() }).readonly()).optional(),
      texts: z.record(z.string(), z.string()).optional(),
      sized: z.record(z.string(), z.int().min(1)).optional(),
      either: z
        .union([z.strictObject({ a: z.string() }), z.strictObject({ b: z.string() })], 'expected a or b')
        .optional(),
      mapped: z.strictObject({ size: z.int().min(1) }).transform(({ size }) => size).optional(), // prettier-ignore
    });
    const said = (input: object): string[] => {
      try {
        parseOptions('X', nested, { batch: true, ...input });
      } catch (error) {
        return (error as Error).message.split('\n');
      }
      return [];
    };

    test('names its fields when it is none', () => {
      assert.deepEqual(said({ retry: 3 }), ['X: option "retry": expected { retries, maxMs }, got 3']);
      assert.deepEqual(said({ retry: null }), ['X: option "retry": expected { retries, maxMs }, got null']);
      assert.deepEqual(said({ list: [5] }), ['X: option "list.0": expected { name, parts }, got 5']);
      assert.deepEqual(said({ texts: 5 }), ['X: option "texts": expected an object, got 5']);
    });

    test('names the field that was probably meant', () => {
      assert.deepEqual(said({ retry: { retires: 3, other: 1 } }), [
        'X: unknown option "retry.retires", did you mean "retries"?',
        'X: unknown option "retry.other"',
      ]);
      assert.deepEqual(said({ retry: { maxRetryTime: 3 } }), [
        'X: unknown option "retry.maxRetryTime", did you mean "maxMs"?',
      ]);
      assert.deepEqual(said({ batch: { mots: 3 } }), ['X: unknown option "batch.mots", did you mean "most"?']);
      assert.deepEqual(said({ list: [{ name: '', parts: 1, part: 1 }] }), [
        'X: unknown option "list.0.part", did you mean "parts"?',
      ]);
    });

    test('says of a field what it takes, wherever it stands', () => {
      assert.deepEqual(said({ batch: { most: 0 } }), [
        'X: option "batch.most": expected a whole number from 1 on, got 0',
      ]);
      assert.deepEqual(said({ list: [{ name: 'a', parts: 0.5 }] }), [
        'X: option "list.0.parts": expected a whole number from 1 on, got 0.5',
      ]);
      assert.deepEqual(said({ pair: [1, -1] }), ['X: option "pair.1": expected a number from 0 on, got -1']);
      assert.deepEqual(said({ sized: { a: 0 } }), ['X: option "sized.a": expected a whole number from 1 on, got 0']);
      assert.deepEqual(said({ mapped: { size: 0 } }), [
        'X: option "mapped.size": expected a whole number from 1 on, got 0',
      ]);
    });

    test('names all kinds when it is of none of them, or might be of several', () => {
      assert.deepEqual(said({ batch: 5 }), ['X: option "batch": expected true, or { most }, got 5']);
      assert.deepEqual(said({ either: { c: 1 } }), ['X: option "either": expected a or b, got an object']);
      assert.deepEqual(said({ pair: 'x' }), ['X: option "pair": invalid input, got "x"']);
    });
  });

  test('says what it got once, also when the check itself does', () => {
    const level = z.number().refine((n) => n < 10, { error: 'a level of gzip is 1 to 9, got 99' });
    assert.throws(
      () => parseOptions('X', z.strictObject({ level }), { level: 99 }),
      /^ConfigError: X: option "level": a level of gzip is 1 to 9, got 99$/,
    );
  });

  test('says so when there are no options at all', () => {
    assert.match(messagesOf(5).join(), /^KafkaProducer: expected object, got 5$/);
    assert.match(messagesOf(null).join(), /^KafkaProducer: expected object, got null$/);
  });
});

test('an argument that cannot be used: the call, the argument, what it takes and what it got', () => {
  const error = wrongArgument('X: send()', 'record', 'an object', '5');
  assert.ok(error instanceof ConfigError);
  assert.equal(error.message, 'X: send(): record: expected an object, got "5"');
  assert.deepEqual(error.issues, [{ option: 'record', message: 'record: expected an object, got "5"' }]);
});

describe('a value that is shown', () => {
  test('can be told from others that look alike, and is short', () => {
    const shown = [
      ...['5', 5, 5n, true, undefined, null, NaN, 'a"b', 'x'.repeat(100)],
      ...[
        [],
        [1, 2],
        {},
        Object.create(null) as object,
        new Map(),
        new Uint16Array(2),
        new Date(0),
        new Error('no'),
        () => 1,
      ],
    ].map(showValue);
    assert.deepEqual(shown, [
      ...['"5"', '5', '5n', 'true', 'nothing', 'null', 'NaN', '"a\\"b"', `"${'x'.repeat(60)}…"`],
      ...['an empty array', 'an array of 2', 'an object', 'an object', 'a Map', 'a Uint16Array', 'a Date', 'an Error'],
      'a function',
    ]);
  });
});
