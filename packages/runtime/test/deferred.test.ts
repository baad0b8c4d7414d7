// Schemas are made when they are first asked for something, and are then what zod would have made at once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boolean, number, strictObject, string } from 'zod';
import { deferred } from '../src/deferred.ts';
import { z } from '../src/z.ts';

describe('deferred()', () => {
  it('makes nothing before a schema is used, and makes it once', () => {
    let count = 0;
    const counted = deferred((...args: Parameters<typeof number>) => {
      count++;
      return number(...args);
    });
    const object = deferred(strictObject, 'shape')({ port: counted().int().min(1).default(9092) }).refine(() => true);
    const { port } = deferred(strictObject, 'shape')({ port: counted() }).shape;
    const optional = port.optional();
    assert.equal(count, 0);
    assert.deepEqual(object.parse({}), { port: 9092 });
    assert.deepEqual(object.safeParse({ port: 1 }).data, { port: 1 });
    assert.equal(count, 1);
    assert.equal(optional.parse(undefined), undefined);
    assert.equal(count, 2);
  });

  it('gives schemas that are made of others, in arrays, objects and alone', () => {
    const schema = z.strictObject({
      names: z.array(z.string().min(1)),
      pair: z.tuple([z.string(), z.number()]).readonly(),
      either: z.union([z.literal('a'), z.boolean()]).nullable(),
      table: z.record(z.string(), z.number()).optional(),
      ...{ more: z.enum(['x', 'y']).default('x') },
    });
    const value = { names: ['n'], pair: ['p', 1], either: null, table: { t: 1 } };
    assert.deepEqual(schema.parse(value), { ...value, more: 'x' });
    const { error } = schema.safeParse({ ...value, names: [''], pair: ['p'], either: 7, extra: 1 });
    assert.deepEqual(
      new Set(error?.issues.map(({ path }) => path.join('.'))),
      new Set(['names.0', 'pair', 'either', '']),
    );
  });

  it('hands on what is no schema as it is', () => {
    const network = { connect: { by: 'hand' } };
    const schema = z.strictObject({ network: z.custom<object>().default(network) });
    // zod copies the outermost object of a default.
    assert.equal((schema.parse({}).network as typeof network).connect, network.connect);
  });

  it('has all that zod gives a schema', () => {
    assert.equal(z.string().describe('a name').description, 'a name');
    assert.deepEqual(Object.keys(z.strictObject({ a: z.boolean() }).refine(() => true).shape), ['a']);
    assert.ok('_zod' in z.boolean());
    // One of ours may stand in one that zod made, and the other way around.
    assert.deepEqual(strictObject({ a: z.boolean() }).parse({ a: true }), { a: true });
    assert.deepEqual(z.strictObject({ a: boolean(), b: string() }).parse({ a: true, b: '' }), { a: true, b: '' });
  });
});
