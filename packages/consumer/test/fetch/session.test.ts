import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ErrorCode, ZERO_UUID } from '@k/wire';
import { FetchSession, epochAfter, type SessionPartition, type SessionRequest } from '../../src/fetch/session.ts';

interface Wanted extends SessionPartition {
  readonly offset: number;
}

const ID = '00000000-0000-0000-0000-000000000001';

function wanted(partition: number, offset = 0, topicId = ID): Wanted {
  return { topic: 't', partition, topicId, offset };
}

/** What a broker keeps of sessions, as Kafka's FetchManager does. */
class SessionCache {
  readonly sessions = new Map<number, { epoch: number; byId: boolean; view: Map<string, number> }>();
  /** Whether there is room for one more. */
  hasRoom = true;
  #lastId = 0;

  /** @returns the answer, and what was fetched for it */
  handle(request: SessionRequest<Wanted>): { errorCode: number; sessionId: number; view: Map<string, number> } {
    const { sessionId, sessionEpoch, byId } = request;
    const refuse = (errorCode: number) => ({ errorCode, sessionId: 0, view: new Map<string, number>() });
    const view = new Map<string, number>();
    if (sessionEpoch <= 0) {
      this.sessions.delete(sessionId);
      apply(view, request);
      if (sessionEpoch < 0 || !this.hasRoom) return { errorCode: 0, sessionId: 0, view };
      this.sessions.set(++this.#lastId, { epoch: 1, byId, view });
      return { errorCode: 0, sessionId: this.#lastId, view: new Map(view) };
    }
    const session = this.sessions.get(sessionId);
    if (session === undefined) return refuse(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
    if (session.epoch !== sessionEpoch) return refuse(ErrorCode.INVALID_FETCH_SESSION_EPOCH);
    if (session.byId !== byId) return refuse(ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR);
    session.epoch++;
    apply(session.view, request);
    return { errorCode: 0, sessionId, view: new Map(session.view) };
  }
}

function keyOf({ topicId, topic, partition }: Wanted, byId: boolean): string {
  return `${byId ? topicId : topic}-${String(partition)}`;
}

/** Kafka takes in what is asked first, then takes out what is to be forgotten. */
function apply(view: Map<string, number>, { asked, forgotten, byId }: SessionRequest<Wanted>): void {
  for (const each of asked) view.set(keyOf(each, byId), each.offset);
  for (const each of forgotten) view.delete(keyOf(each, byId));
}

function viewOf(session: FetchSession<Wanted>, byId: boolean): Map<string, number> {
  return new Map([...session].map((each) => [keyOf(each, byId), each.offset]));
}

/** One request and its answer. */
function exchange(session: FetchSession<Wanted>, cache: SessionCache): SessionRequest<Wanted> {
  const request = session.request();
  const { view, ...answer } = cache.handle(request);
  assert.equal(session.answered(answer), false);
  assert.deepEqual(view, viewOf(session, request.byId));
  return request;
}

function partitions(list: readonly Wanted[]): number[] {
  return list.map(({ partition }) => partition);
}

describe('a fetch session', () => {
  it('names everything once, then only what is to be different', () => {
    const [session, cache] = [new FetchSession<Wanted>(), new SessionCache()];
    for (let p = 0; p < 1_000; p++) session.want(wanted(p));
    const opening = exchange(session, cache);
    assert.deepEqual([opening.sessionId, opening.sessionEpoch, opening.asked.length], [0, 0, 1_000]);
    const idle = exchange(session, cache);
    assert.deepEqual(idle, { sessionId: 1, sessionEpoch: 1, asked: [], forgotten: [], byId: true });
    session.want(wanted(7, 5));
    const gone = session.get({ topic: 't', partition: 8 });
    assert.ok(gone);
    session.forget(gone);
    const next = exchange(session, cache);
    assert.deepEqual([next.sessionEpoch, partitions(next.asked), partitions(next.forgotten)], [2, [7], [8]]);
    session.want(wanted(8, 9));
    const back = exchange(session, cache);
    assert.deepEqual([partitions(back.asked), partitions(back.forgotten)], [[8], []]);
  });

  it('is opened anew, naming the old one, after a request whose answer was lost', () => {
    const [session, cache] = [new FetchSession<Wanted>(), new SessionCache()];
    session.want(wanted(0));
    exchange(session, cache);
    session.want(wanted(1));
    cache.handle(session.request());
    session.failed();
    const { sessionId, sessionEpoch, asked } = exchange(session, cache);
    assert.deepEqual([sessionId, sessionEpoch, asked.length], [1, 0, 2]);
    assert.equal(cache.sessions.size, 1, 'and the broker has dropped the old one');
  });

  it('is made again at once when the broker lost it, and not when the broker refuses even that', () => {
    const [session, cache] = [new FetchSession<Wanted>(), new SessionCache()];
    session.want(wanted(0));
    exchange(session, cache);
    for (const code of [
      ErrorCode.FETCH_SESSION_ID_NOT_FOUND,
      ErrorCode.INVALID_FETCH_SESSION_EPOCH,
      ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR,
      ErrorCode.INCONSISTENT_TOPIC_ID,
    ]) {
      session.request();
      assert.equal(session.answered({ errorCode: code, sessionId: 0 }), true);
      assert.equal(session.request().sessionEpoch, 0);
      assert.equal(session.answered({ errorCode: code, sessionId: 0 }), false);
      exchange(session, cache);
    }
    session.request();
    assert.equal(session.answered({ errorCode: ErrorCode.UNKNOWN_SERVER_ERROR, sessionId: 0 }), false);
  });

  it('names everything in each request while the broker keeps none', () => {
    const [session, cache] = [new FetchSession<Wanted>(), new SessionCache()];
    cache.hasRoom = false;
    for (let p = 0; p < 3; p++) session.want(wanted(p));
    for (let i = 0; i < 3; i++) {
      const { sessionId, sessionEpoch, asked } = exchange(session, cache);
      assert.deepEqual([sessionId, sessionEpoch, asked.length], [0, 0, 3]);
    }
    cache.hasRoom = true;
    exchange(session, cache);
    assert.equal(exchange(session, cache).asked.length, 0);
  });

  it('is opened anew when a topic was made again, and when topics begin or cease to have ids', () => {
    const [session, cache] = [new FetchSession<Wanted>(), new SessionCache()];
    session.want(wanted(0));
    session.want(wanted(1));
    exchange(session, cache);
    const other = '00000000-0000-0000-0000-000000000002';
    session.want(wanted(0, 0, other));
    session.want(wanted(1, 0, other));
    assert.equal(exchange(session, cache).sessionEpoch, 0);
    assert.equal(session.find({ topic: '', topicId: ID }, 0), undefined);
    assert.equal(session.find({ topic: '', topicId: other }, 1)?.partition, 1);
    session.want({ topic: 'old', partition: 0, topicId: ZERO_UUID, offset: 0 });
    const { sessionEpoch, byId } = exchange(session, cache);
    assert.deepEqual([sessionEpoch, byId], [0, false]);
    assert.equal(exchange(session, cache).sessionEpoch, 1);
  });

  it('is opened anew when a topic was made again while none of it was wanted', () => {
    const [session, cache] = [new FetchSession<Wanted>(), new SessionCache()];
    const before = wanted(0);
    session.want(before);
    session.want({ ...wanted(0), topic: 'u', topicId: '00000000-0000-0000-0000-000000000003' });
    exchange(session, cache);
    session.forget(before);
    session.want(wanted(0, 0, '00000000-0000-0000-0000-000000000002'));
    assert.equal(exchange(session, cache).sessionEpoch, 0);
  });

  it('is opened anew when the broker tells of what is not wanted, unless it could not know', () => {
    const [session, cache] = [new FetchSession<Wanted>(), new SessionCache()];
    const [kept, given] = [wanted(0), wanted(1)];
    session.want(kept);
    session.want(given);
    exchange(session, cache);
    session.forget(given);
    assert.equal(session.find({ topic: '', topicId: ID }, 1), undefined);
    assert.equal(exchange(session, cache).sessionEpoch, 1);
    assert.equal(session.find({ topic: '', topicId: ID }, 1), undefined);
    assert.equal(exchange(session, cache).sessionEpoch, 0);
  });

  it('that is ended leaves nothing behind: the next one is new to the broker', () => {
    const session = new FetchSession<Wanted>();
    assert.equal(session.end(), null, 'there is none yet');
    const first = wanted(0);
    session.want(first);
    session.request();
    session.answered({ errorCode: ErrorCode.NONE, sessionId: 7 });
    session.forget(first);
    assert.deepEqual(session.end(), { sessionId: 7, sessionEpoch: -1, asked: [], forgotten: [], byId: true });
    assert.equal(session.end(), null);
    // A broker that names what was forgotten is out of step now.
    assert.equal(session.find({ topic: 't', topicId: ID }, 0), undefined);
    session.want(wanted(1));
    const { sessionId, sessionEpoch, asked, forgotten } = session.request();
    assert.deepEqual([sessionId, sessionEpoch, asked.length, forgotten.length], [0, 0, 1, 0]);
  });

  it('counts requests up to the highest int32, then from 1', () => {
    assert.deepEqual([0, 1, 0x7ffffffe, 0x7fffffff].map(epochAfter), [1, 2, 0x7fffffff, 1]);
  });

  it('without one, no request says anything to be remembered', () => {
    const [session, cache] = [FetchSession.none<Wanted>(), new SessionCache()];
    session.want(wanted(0));
    for (let i = 0; i < 2; i++) assert.deepEqual(partitions(exchange(session, cache).asked), [0]);
    session.failed();
    assert.equal(session.request().sessionEpoch, -1);
    assert.equal(cache.sessions.size, 0);
  });

  it('has the broker fetch exactly what is wanted, whatever gets lost', () => {
    const partition = fc.nat({ max: 5 });
    const step = fc.oneof(
      fc.record({ do: fc.constant('want' as const), partition, offset: fc.nat({ max: 3 }) }),
      fc.record({ do: fc.constant('forget' as const), partition }),
      fc.record({ do: fc.constant('recreate' as const) }),
      fc.record({
        do: fc.constant('request' as const),
        fate: fc.constantFrom('answered', 'answered', 'request lost', 'answer lost', 'session dropped', 'no room'),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const [session, cache] = [new FetchSession<Wanted>(), new SessionCache()];
        let incarnation = 1;
        /** Of those that were opened with an answer that was lost nobody knows the id. */
        let unknown = 0;
        const topicId = (): string => ID.slice(0, -1) + String(incarnation % 10);
        for (const each of steps) {
          if (each.do === 'want') session.want(wanted(each.partition, each.offset, topicId()));
          else if (each.do === 'forget') {
            const known = session.get({ topic: 't', partition: each.partition });
            if (known !== undefined) session.forget(known);
          } else if (each.do === 'recreate') {
            incarnation++;
          } else {
            if (each.fate === 'session dropped') cache.sessions.clear();
            cache.hasRoom = each.fate !== 'no room';
            const request = session.request();
            if (each.fate === 'request lost') {
              session.failed();
              continue;
            }
            const { view, ...answer } = cache.handle(request);
            if (each.fate === 'answer lost') {
              if (request.sessionEpoch === 0) unknown++;
              session.failed();
              continue;
            }
            // What was lost is said again at once, and then it holds.
            if (session.answered(answer)) exchange(session, cache);
            else assert.deepEqual(view, viewOf(session, request.byId));
            assert.ok(cache.sessions.size <= 1 + unknown, 'no session is left behind');
          }
        }
      }),
      { numRuns: 300, seed: 20261130 },
    );
  });
});
