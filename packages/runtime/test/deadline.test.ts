import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TimeoutError } from '@k/wire';
import { Deadline, sleep } from '../src/deadline.ts';
import { withResolvers } from '../src/with-resolvers.ts';
import { VirtualClock } from '../src/virtual/virtual-clock.ts';

it('a deadline counts down and then throws an error that keeps the cause', async () => {
  const clock = new VirtualClock();
  const deadline = new Deadline(clock, 'fetch the moon', { timeoutMs: 100 });
  await clock.advance(60);
  assert.equal(deadline.remainingMs(), 40);
  deadline.throwIfOver();
  await clock.advance(50);
  assert.equal(deadline.remainingMs(), 0);
  const cause = new Error('too far');
  assert.throws(
    () => {
      deadline.throwIfOver(cause);
    },
    (error: unknown) =>
      error instanceof TimeoutError && error.cause === cause && /fetch the moon.*100 ms.*too far/.test(error.message),
  );
});

it('a deadline of what was left of another is told in whole milliseconds', () => {
  const deadline = new Deadline(new VirtualClock(), 'fetch', { timeoutMs: 29999.210693999998 });
  assert.equal(
    deadline.timeoutError(new Error('no rocket')).message,
    'fetch: not done within 29999 ms. Last trouble: no rocket',
  );
});

it('a deadline that is over names what went wrong on the way, wherever that is found', async () => {
  const clock = new VirtualClock();
  const deadline = new Deadline(clock, 'fetch the moon', { timeoutMs: 100, trouble: () => 'too far' });
  assert.equal(deadline.timeoutError().cause, 'too far', 'what is wrong at the moment');
  const first = new Error('no rocket');
  deadline.note(first);
  assert.equal(deadline.timeoutError().cause, first, 'what was noted');
  const late = new TimeoutError({ operation: 'build a rocket', timeoutMs: 10 });
  deadline.note(late);
  assert.equal(deadline.timeoutError().cause, late, 'the last of it');
  await clock.advance(100);
  deadline.note(new TimeoutError({ operation: 'fuel the rocket', timeoutMs: 100 }));
  assert.equal(deadline.timeoutError().cause, late, 'and not that something was cut short');
  const last = new Error('no fuel');
  deadline.note(last);
  assert.throws(
    () => {
      deadline.throwIfOver();
    },
    { name: 'TimeoutError', cause: last },
  );
});

it('the end of a deadline is no cause of its own', async () => {
  const clock = new VirtualClock();
  const deadline = new Deadline(clock, 'fetch the moon', { timeoutMs: 100 });
  deadline.note(deadline.timeoutError());
  assert.equal(deadline.timeoutError().cause, undefined);
  await clock.advance(100);
  const cut = new TimeoutError({ operation: 'fuel the rocket', timeoutMs: 100 });
  deadline.note(cut);
  assert.equal(deadline.timeoutError().cause, cut, 'though what was cut short is better than nothing');
});

it('race asks what has gone wrong with the work when time is over', async () => {
  const clock = new VirtualClock();
  let trouble = 'none yet';
  const racing = new Deadline(clock, 'work', { timeoutMs: 100 }).race(
    withResolvers().promise,
    undefined,
    () => trouble,
  );
  const isOver = assert.rejects(racing, { name: 'TimeoutError', cause: 'rain' });
  trouble = 'rain';
  await clock.advance(100);
  await isOver;
});

it('race gives the work’s outcome, or ends with the deadline or the signal, and leaves nothing behind', async () => {
  const clock = new VirtualClock();
  const abort = new AbortController();
  const limits = { timeoutMs: 100, signal: abort.signal };
  assert.equal(await new Deadline(clock, 'work', limits).race(Promise.resolve(7)), 7);
  assert.equal(clock.pendingTimers, 0);

  const never = withResolvers<number>();
  const late = new Deadline(clock, 'work', limits).race(never.promise);
  const isLate = assert.rejects(late, TimeoutError);
  await clock.advance(100);
  await isLate;

  const stopped = new Deadline(clock, 'work', limits).race(never.promise);
  const reason = new Error('stop');
  abort.abort(reason);
  await assert.rejects(stopped, reason);
  await assert.rejects(new Deadline(clock, 'work', limits).race(never.promise), reason);
  assert.equal(clock.pendingTimers, 0);
});

it('race with an owner’s signal ends with its reason', async () => {
  const stop = new AbortController();
  const waiting = new Deadline(new VirtualClock(), 'work', { timeoutMs: Infinity }).race(
    withResolvers().promise,
    stop.signal,
  );
  stop.abort(new Error('closed'));
  await assert.rejects(waiting, /closed/);
});

it('sleep ends with time or abort, and leaves no timer', async () => {
  const clock = new VirtualClock();
  const abort = new AbortController();
  let slept = false;
  const sleeping = sleep(clock, 10, abort.signal).then(() => (slept = true));
  await clock.advance(9);
  assert.equal(slept, false);
  await clock.advance(1);
  await sleeping;
  const stopped = sleep(clock, 10, undefined, abort.signal);
  abort.abort(new Error('stop'));
  await assert.rejects(stopped, /stop/);
  await assert.rejects(sleep(clock, 10, abort.signal), /stop/);
  assert.equal(clock.pendingTimers, 0);
});
