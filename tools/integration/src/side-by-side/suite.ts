import assert from 'node:assert/strict';
import { type TestContext, after, before, describe, it } from 'node:test';
import { MissingPrerequisiteError } from '@k/tool-kafka';
import { type Calls, type PreparedCaller, callsOf } from './callers.ts';
import { ask } from './ask.ts';
import { expectedHere } from './differences.ts';
import { type Session, type Step, type Told, titleOf } from './session.ts';
import type { Side } from './sides.ts';
import { ToolShell } from './tool-shell.ts';
import { RECORDED_VERSION } from './sides.ts';
import { record, recorded } from './transcript.ts';
import type { Program } from '../foreign/driver.ts';

/** Time for what is done before the tests of a session, in ms, on a machine that has much else to do. */
const LIMIT_MS = 300_000;

/** On which side it runs, and what becomes of what is said there: compared with the record, or made the record. */
export interface SideBySide {
  readonly start: () => Promise<Side>;
  /** Whether it is `@k/broker`, which may differ where that is meant. */
  readonly ours: boolean;
  readonly recording: boolean;
  /** Whether what differs on `@k/broker` is taken as what is not there yet, and kept. */
  readonly renewing: boolean;
}

/** Kafka's tools: each session on a cluster of its own, all in one Java. */
export function defineToolSessions(
  how: SideBySide,
  sessions: readonly Session[],
  tools: Program | MissingPrerequisiteError,
): void {
  if (tools instanceof MissingPrerequisiteError) {
    it('Java’s tools', { skip: process.env['CI'] === 'true' ? false : tools.message }, () =>
      assert.fail(tools.message),
    );
    return;
  }
  describe('Java’s tools', () => {
    let shell: ToolShell | undefined;
    before(() => {
      shell = new ToolShell(tools, RECORDED_VERSION);
    });
    after(() => shell?.close());
    for (const { name, steps } of sessions) defineToolSession(how, `java-${name}`, steps, () => shell);
  });
}

function defineToolSession(
  how: SideBySide,
  name: string,
  steps: readonly Step[],
  getShell: () => ToolShell | undefined,
): void {
  describe(name, () => {
    const checks = new Checks(how, name);
    for (const step of steps) {
      if (typeof step === 'object' && 'act' in step) {
        it(step.does, async () => {
          await step.act(checks.side);
          await checks.side.settle();
        });
        continue;
      }
      const told: Told = typeof step === 'string' ? { run: step } : step;
      const asked = titleOf(told);
      it(asked, async (t) => {
        const shell = getShell();
        assert.ok(shell !== undefined, 'the tools have not started');
        await checks.check(t, asked, () => ask(told, checks.side, shell));
        await checks.side.settle();
      });
    }
  });
}

/** The admin client of others: a program that makes its calls by itself, one after the other, and tells of each. */
export function defineCallers(how: SideBySide, callers: readonly PreparedCaller[]): void {
  for (const { caller, program } of callers) {
    const missing = program instanceof MissingPrerequisiteError ? program.message : undefined;
    const skip = process.env['CI'] === 'true' ? undefined : missing;
    describe(caller.name, { skip }, () => {
      const checks = new Checks(how, caller.name);
      let calls: Calls = new Map();
      before(
        async () => {
          assert.ok(!(program instanceof MissingPrerequisiteError), missing);
          calls = await callsOf(program, checks.side);
        },
        { timeout: LIMIT_MS },
      );
      it('makes every call that is in the record, and no other', async (t) => {
        if (!how.recording) assert.deepEqual([...calls.keys()], await checks.all());
        for (const [asked, said] of how.recording ? calls : [])
          await checks.check(t, asked, () => Promise.resolve(said));
      });
      for (const asked of how.recording ? [] : caller.recorded) {
        it(asked, async (t) => {
          await checks.check(t, asked, () => Promise.resolve(calls.get(asked) ?? 'nothing: it did not come so far'));
        });
      }
    });
  }
}

/** The side of a session, and what it says held against the record, or kept as the record. */
class Checks {
  readonly #how: SideBySide;
  readonly #session: string;
  readonly #said = new Map<string, string>();
  readonly #differs = new Map<string, string>();
  #side: Side | undefined;
  #recorded: Promise<Map<string, string>> | undefined;
  #notYet: Promise<Map<string, string>> | undefined;

  constructor(how: SideBySide, session: string) {
    this.#how = how;
    this.#session = session;
    before(
      async () => {
        this.#side = await how.start();
      },
      { timeout: LIMIT_MS },
    );
    after(async () => {
      if (how.recording && this.#said.size > 0) await record(session, this.#said);
      if (how.renewing && this.#side !== undefined) await record(session, this.#differs, 'not-yet');
      for (const end of this.#side?.ends ?? []) await end();
      await this.#side?.close();
    });
  }

  get side(): Side {
    if (this.#side === undefined) throw new Error('the side has not started');
    return this.#side;
  }

  async all(): Promise<string[]> {
    return [...(await this.#record()).keys()];
  }

  async check(t: TestContext, asked: string, answer: () => Promise<string>): Promise<void> {
    const said = await answer();
    if (this.#how.recording) {
      assert.ok(!this.#said.has(asked), `it is asked twice: "${asked}"`);
      this.#said.set(asked, said);
      return;
    }
    const kafka = (await this.#record()).get(asked);
    assert.ok(kafka !== undefined, `no real Kafka was asked: make the record anew (test-fixtures/admin/README.md)`);
    if (!this.#how.ours) {
      assert.equal(said, kafka);
      return;
    }
    const expected = expectedHere(this.#session, asked, kafka);
    if (this.#how.renewing) {
      if (said !== expected.said) this.#differs.set(asked, said);
      return;
    }
    this.#notYet ??= recorded(this.#session, 'not-yet');
    const notYet = (await this.#notYet).get(asked);
    if (notYet !== undefined && said === notYet && said !== expected.said) {
      t.skip(`@k/broker does not say what a Kafka says yet, but: ${said.slice(0, 200)}`);
      return;
    }
    assert.equal(said, expected.said);
    assert.equal(notYet, undefined, 'it is as it should be: renew test-fixtures/admin/not-yet (see the README there)');
    for (const reason of expected.reasons) assert.notEqual(said, kafka, `it does not differ any more: ${reason}`);
  }

  #record(): Promise<Map<string, string>> {
    return (this.#recorded ??= recorded(this.#session));
  }
}
