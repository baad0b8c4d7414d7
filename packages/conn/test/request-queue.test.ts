import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Heartbeat } from '@k/wire';
import fc from 'fast-check';
import { PendingRequest, RequestQueue } from '../src/request-queue.ts';

let count = 0;

/** A request that knows its own number, as its body. */
function request(expectsReply: boolean, isSetup = false): PendingRequest {
  return new PendingRequest({
    api: Heartbeat,
    body: count++,
    maxVersion: Infinity,
    timeoutMs: 1,
    askedAt: 0,
    expectsReply,
    isSetup,
    signal: undefined,
    resolve: () => undefined,
    reject: () => undefined,
    onSettled: undefined,
  });
}

type Step = 'ask' | 'ask without reply' | 'write' | 'reply' | 'give up a waiting one' | 'give up a written one';

/** The same with plain arrays: what is waiting, and what has a reply due. */
class Model {
  readonly waiting: PendingRequest[] = [];
  readonly due: PendingRequest[] = [];
}

function play(queue: RequestQueue, model: Model, step: Step): void {
  switch (step) {
    case 'ask':
    case 'ask without reply': {
      const entry = request(step === 'ask');
      queue.push(entry);
      model.waiting.push(entry);
      break;
    }
    case 'write': {
      const entry = queue.peek();
      while (model.waiting[0]?.state === 'settled') model.waiting.shift();
      assert.equal(entry?.body, model.waiting[0]?.body);
      if (entry === undefined) break;
      queue.advance();
      model.waiting.shift();
      if (entry.expectsReply) {
        entry.state = 'written';
        model.due.push(entry);
      } else entry.succeed(undefined);
      break;
    }
    case 'reply': {
      assert.equal(queue.first()?.body, model.due[0]?.body);
      const entry = model.due.shift();
      if (entry === undefined) break;
      queue.shift();
      entry.succeed({});
      break;
    }
    case 'give up a waiting one':
      model.waiting.at(-1)?.fail(new Error('given up'));
      break;
    case 'give up a written one': // keeps its place until its late reply has come
      model.due.at(-1)?.fail(new Error('given up'));
      break;
  }
  assert.equal(queue.inFlight, model.due.length);
}

it('leaves in the order of the calls and finds the request of each reply, whatever is given up in between', () => {
  const step = fc.constantFrom<Step>(
    ...(['ask', 'ask', 'ask without reply', 'write', 'write', 'reply'] as const),
    ...(['give up a waiting one', 'give up a written one'] as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
      const queue = new RequestQueue();
      const model = new Model();
      for (const each of steps) play(queue, model, each);
      const left = new Set([...model.due, ...model.waiting.filter(({ state }) => state === 'waiting')]);
      const rest = queue.takeAll().filter((entry) => left.has(entry));
      assert.equal(rest.length, left.size);
      assert.deepEqual([queue.inFlight, queue.waiting], [0, 0]);
    }),
    { seed: 3, numRuns: 300 },
  );
});

it('keeps its order while thousands wait and the answered ones are let go of', () => {
  const queue = new RequestQueue();
  const model = new Model();
  for (let i = 0; i < 6_000; i++) play(queue, model, 'ask');
  // A pipeline of five through a queue that never runs empty.
  for (let i = 0; i < 5_900; i++) {
    play(queue, model, 'write');
    if (i >= 5) play(queue, model, 'reply');
    if (i % 3 === 0) play(queue, model, 'ask');
  }
  let held = 0;
  queue.forEach(() => held++);
  assert.equal(held, model.due.length + model.waiting.length);
});

it('the requests of the set-up go before what waits, and behind what was written', () => {
  const queue = new RequestQueue();
  const [written, waiting, setup] = [request(true), request(true), request(true, true)];
  queue.push(written);
  assert.equal(queue.peek(), written);
  queue.advance();
  queue.push(waiting);
  queue.push(setup);
  assert.equal(queue.peek(), setup);
  queue.advance();
  assert.equal(queue.first(), written);
  assert.deepEqual(queue.takeWritten(), [written, setup]);
  assert.equal(queue.inFlight, 0);
  assert.equal(queue.peek(), waiting);
});
