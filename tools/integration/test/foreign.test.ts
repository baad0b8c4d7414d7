import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CLIENTS, chooseClients } from '../src/foreign/clients.ts';
import type { Command, Line } from '../src/foreign/contract.ts';
import { Driver, type Program } from '../src/foreign/driver.ts';
import { allUntil, areShared } from '../src/foreign/member.ts';
import { PATIENCE_MS } from '../src/lab.ts';

/** A driver that answers each command with what the script says. `say` writes a line. */
function scripted(onCommand: string, greeting = `say({ client: 'scripted' });`): Program {
  const script = `
    const say = (line) => process.stdout.write(JSON.stringify(line) + '\\n');
    ${greeting}
    require('node:readline').createInterface({ input: process.stdin }).on('line', (text) => {
      const command = JSON.parse(text);
      const { id } = command;
      ${onCommand}
    });`;
  return { command: process.execPath, args: ['-e', script] };
}

async function withDriver(program: Program, work: (driver: Driver) => Promise<void>): Promise<void> {
  const driver = await Driver.start(program, ['127.0.0.1:1', '127.0.0.1:2']);
  try {
    await work(driver);
  } finally {
    await driver.close();
  }
}

describe('a driver of a foreign client', () => {
  it('is given the servers, says who it is, and answers in any order', async () => {
    const program = scripted(
      `(globalThis.ids ??= []).push(id);
       if (ids.length === 2) for (const each of ids.reverse()) say({ id: each, ok: { ['topic-' + each]: each } });`,
      `say({ client: 'asked ' + process.argv.at(-1) });`,
    );
    await withDriver(program, async (driver) => {
      assert.equal(driver.client, 'asked 127.0.0.1:1,127.0.0.1:2');
      const answers = await Promise.all([driver.topics(), driver.topics()]);
      assert.deepEqual(answers, [new Map([['topic-1', 1]]), new Map([['topic-2', 2]])]);
    });
  });

  it('is told what to do in the words of the contract', async () => {
    const told: Command = {
      do: 'produce',
      topic: 't',
      codec: 'lz4',
      records: [{ key: 'k', value: null, headers: [] }],
    };
    const program = scripted(`say({ id, error: JSON.stringify({ ...command, id: undefined }) });`);
    await withDriver(program, async (driver) => {
      const said = await driver.produce(told.topic, told.codec, told.records).catch((error: unknown) => error);
      assert.ok(said instanceof Error && said.message.includes(JSON.stringify(told)), String(said));
    });
  });

  it('that ends fails what was asked of it and what will be, with what it wrote to stderr', async () => {
    const program = scripted(`console.error('out of luck'); process.exitCode = 3; process.stdin.destroy();`);
    await withDriver(program, async (driver) => {
      for (let i = 0; i < 2; i++)
        await assert.rejects(driver.topics(), /scripted: topics: .*ended with 3\n.*out of luck/s);
      await assert.rejects(driver.join('g', { topics: ['t'] }), /ended with 3/);
    });
  });

  it('that says what is no JSON fails', async () => {
    await withDriver(scripted(`console.log('WARN deprecated');`), async (driver) => {
      await assert.rejects(driver.topics(), /no JSON: WARN deprecated/);
    });
  });

  it('that is silent fails when its time is over', async (t) => {
    await withDriver(scripted(''), async (driver) => {
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const asked = driver.topics();
      t.mock.timers.tick(PATIENCE_MS);
      await assert.rejects(asked, /topics: no answer for 60 s/);
      t.mock.timers.reset();
    });
  });

  it('that does not start fails, and is ended', async (t) => {
    await assert.rejects(Driver.start({ command: 'no-such-program', args: [] }, []), /starting: .*ENOENT/);
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const started = Driver.start(scripted('', ''), []);
    t.mock.timers.tick(PATIENCE_MS);
    await assert.rejects(started, /starting: no answer/);
  });
});

describe('a member of a group in a driver', () => {
  const line = (text: Line): string => `say(${JSON.stringify(text)});`;
  const records = (value: string): Line => {
    const record = { topic: 't', partition: 0, offset: 0, timestamp: 0, key: null, value, headers: [] };
    return { member: 'member-1', records: [record] };
  };
  const onJoin = (...lines: Line[]): string =>
    `say({ id, ok: null }); if (command.do === 'join') { ${lines.map(line).join(' ')} }`;

  it('tells what it gets, also before the answer', async () => {
    const program = scripted(`${line(records('early'))} say({ id, ok: null }); ${line(records('late'))}`);
    await withDriver(program, async (driver) => {
      const member = await driver.join('g', { topics: ['t'] });
      await member.has(2);
      assert.deepEqual(member.values, ['early', 'late']);
    });
  });

  it('tells what it has, and two of them what they share', async () => {
    const assigned = (member: string, ...partitions: number[]): Line => ({
      member,
      assigned: partitions.map((partition) => ['t', partition] as const),
    });
    const program = scripted(`
      say({ id, ok: null });
      if (command.member === 'member-1') { ${line(assigned('member-1', 1, 0))} }
      else { ${line(assigned('member-2', 1))} ${line(assigned('member-1', 0))} }`);
    await withDriver(program, async (driver) => {
      const a = await driver.join('g', { topics: ['t'] });
      const all = ['t-0', 't-1'];
      await a.until('all', () => areShared(all, [a]));
      const b = await driver.join('g', { topics: ['t'] });
      await allUntil([a, b], 'both', () => areShared(all, [a, b]));
      assert.deepEqual([a.assigned, b.assigned], [['t-0'], ['t-1']]);
    });
  });

  it('that fails, or whose driver ends, fails whoever waits for it', async () => {
    await withDriver(scripted(onJoin({ member: 'member-1', error: 'kicked out' })), async (driver) => {
      const member = await driver.join('g', { topics: ['t'] });
      await assert.rejects(member.has(1), /waiting for 1 records: kicked out; member-1 has 0 records/);
    });
    await withDriver(scripted(`${onJoin()} process.stdin.destroy();`), async (driver) => {
      const member = await driver.join('g', { topics: ['t'] });
      await assert.rejects(member.has(1), /the driver ended with 0/);
    });
  });
});

describe('the table of foreign clients', () => {
  it('has each name once, and says why a client lacks something', () => {
    assert.equal(new Set(CLIENTS.map(({ name }) => name)).size, CLIENTS.length);
    for (const { name, cannot = {}, reads, writes, streams = false } of CLIENTS) {
      for (const reason of Object.values(cannot)) assert.ok(reason.length > 0, name);
      assert.ok(streams || (writes.includes('none') && reads.includes('none')), name);
    }
  });

  it('is chosen from by name, or by the first part of names', () => {
    const namesOf = (...wanted: string[]): string[] => chooseClients(wanted).map(({ name }) => name);
    assert.deepEqual(namesOf('kafka-python', 'kcat'), ['kcat', 'kafka-python-2', 'kafka-python-3']);
    assert.deepEqual(namesOf('java-tools'), ['java-tools-3.9', 'java-tools-4.4']);
    assert.equal(namesOf().length, CLIENTS.length);
    assert.throws(() => namesOf('kafka-pyth'), /there is no client "kafka-pyth", but kcat, /);
  });
});
