import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { ConfigError, ErrorCode, errorFor, Heartbeat, Metadata, TimeoutError } from '@k/wire';
import { failure } from '@k/testing';
import { Cluster, consoleLogger, type ClusterEvents, type Logger, type LogLevel } from '../src/index.ts';
import { scripted } from './support/scripted-cluster.ts';

const CHANNELS: readonly (keyof ClusterEvents)[] = [
  '@k/cluster:connect',
  '@k/cluster:authenticate',
  '@k/cluster:disconnect',
  '@k/cluster:request',
  '@k/cluster:throttle',
  '@k/cluster:retry',
  '@k/cluster:refresh',
];

type AnyEvent = { [Name in keyof ClusterEvents]: { channel: Name } & ClusterEvents[Name] }[keyof ClusterEvents];

/** Every event of one client while `work` runs. */
async function eventsOf(clientId: string, work: () => Promise<void>): Promise<AnyEvent[]> {
  const events: AnyEvent[] = [];
  const listeners = CHANNELS.map((name) => {
    const listener = (event: unknown): void => {
      if ((event as AnyEvent).clientId === clientId) events.push({ ...(event as AnyEvent), channel: name } as AnyEvent);
    };
    subscribe(name, listener);
    return { name, listener };
  });
  try {
    await work();
  } finally {
    for (const { name, listener } of listeners) unsubscribe(name, listener);
  }
  return events;
}

interface Line {
  readonly level: keyof Logger;
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

function recorder(lines: Line[]): Logger {
  const at =
    (level: keyof Logger) =>
    (fields: object, message: string): void => {
      lines.push({ level, fields: fields as Record<string, unknown>, message });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

describe('diagnostics channels', () => {
  it('tell of connections, authentication, requests and refreshes, with broker, api and duration', async () => {
    await using script = await scripted();
    const broker = `broker-1:${script.nodes.get(1)?.port ?? 0}`;
    const events = await eventsOf('seen', async () => {
      const cluster = script.client({
        clientId: 'seen',
        sasl: { name: 'TEST', authenticate: () => Promise.resolve() },
      });
      await script.run(cluster.connect());
      await script.run(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }));
      await script.run(cluster.close());
    });
    assert.deepEqual(
      events.map((event) => [event.channel, 'api' in event ? event.api : undefined].join(' ').trim()),
      [
        '@k/cluster:request ApiVersions',
        '@k/cluster:authenticate',
        '@k/cluster:connect',
        '@k/cluster:request Metadata',
        '@k/cluster:refresh',
        '@k/cluster:request Heartbeat',
        '@k/cluster:disconnect',
      ],
    );
    const [versions, authenticated, connected, , refreshed, heartbeat, ended] = events;
    const common = { clientId: 'seen', broker };
    assert.ok(heartbeat?.channel === '@k/cluster:request');
    assert.deepEqual(heartbeat, {
      ...common,
      channel: '@k/cluster:request',
      nodeId: 1,
      api: 'Heartbeat',
      apiKey: 12,
      apiVersion: 4,
      correlationId: heartbeat.correlationId,
      durationMs: 0,
      error: undefined,
    });
    const setUp = { ...common, nodeId: undefined, durationMs: 0, error: undefined };
    assert.deepEqual(authenticated, { ...setUp, channel: '@k/cluster:authenticate' });
    assert.deepEqual(connected, { ...setUp, channel: '@k/cluster:connect' });
    assert.equal(versions?.channel === '@k/cluster:request' && versions.nodeId, undefined);
    const renewal = { ...common, nodeId: undefined, reason: 'connect', topics: [], durationMs: 0, error: undefined };
    assert.deepEqual(refreshed, { ...renewal, channel: '@k/cluster:refresh' });
    assert.deepEqual(ended, { ...common, channel: '@k/cluster:disconnect', nodeId: 1, error: undefined });
  });

  it('tell of throttling and of retries with their cause', async () => {
    await using script = await scripted();
    script.on(Heartbeat, () => ({ throttleTimeMs: 700 }));
    const error = errorFor(ErrorCode.REQUEST_TIMED_OUT, { api: 'Produce' });
    const events = await eventsOf('slow', async () => {
      const cluster = script.client({ clientId: 'slow' });
      await script.run(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }));
      const attempt = async (n: number): Promise<void> => {
        await new Promise<void>((resolve) => script.clock.setTimeout(resolve, 40));
        if (n === 0) throw error;
      };
      await script.run(cluster.retry('an example', attempt));
    });
    const throttled = events.find((event) => event.channel === '@k/cluster:throttle');
    assert.equal(throttled?.throttleTimeMs, 700);
    assert.equal(throttled.api, 'Heartbeat');
    const retried = events.find((event) => event.channel === '@k/cluster:retry');
    assert.equal(retried?.operation, 'an example');
    assert.equal(retried.attempt, 1);
    assert.equal(retried.error, error);
    assert.equal(retried.broker, undefined, 'the error is no broker’s');
    assert.deepEqual([retried.api, retried.durationMs], ['Produce', 40]);
    assert.ok(retried.pauseMs >= 80 && retried.pauseMs <= 120, String(retried.pauseMs));
  });

  it('tell of requests that failed, connections that could not be made, and refreshes that found nobody', async () => {
    await using script = await scripted();
    script.on(Heartbeat, () => undefined);
    const events = await eventsOf('unlucky', async () => {
      const cluster = script.client({ clientId: 'unlucky' });
      const late = await script.run(
        failure(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }, { timeoutMs: 30 })),
      );
      assert.ok(late instanceof TimeoutError);
      script.nodes.get(1)?.stop();
      await script.run(failure(cluster.refresh('a test')));
    });
    const heartbeat = events.find((event) => event.channel === '@k/cluster:request' && event.api === 'Heartbeat');
    assert.ok(heartbeat?.channel === '@k/cluster:request');
    assert.ok(heartbeat.error instanceof TimeoutError);
    assert.equal(heartbeat.durationMs, 30);
    const lost = events.find((event) => event.channel === '@k/cluster:disconnect');
    assert.match(String(lost?.error?.message), /closed by the broker/);
    const refused = events.find((event) => event.channel === '@k/cluster:connect' && event.error !== undefined);
    assert.ok(refused?.channel === '@k/cluster:connect');
    assert.match(String(refused.error?.message), /ECONNREFUSED/);
    const failed = events.find((event) => event.channel === '@k/cluster:refresh' && event.error !== undefined);
    assert.ok(failed?.channel === '@k/cluster:refresh');
    assert.match(String(failed.error?.message), /no broker could be reached/);
    assert.equal(failed.broker, undefined);
    const renewed = events.filter((event) => event.channel === '@k/cluster:refresh' && event.error === undefined);
    assert.ok(
      renewed.length > 0 && renewed.every((event) => 'broker' in event && /^broker-1:\d+$/.test(event.broker ?? '')),
    );
  });
});

describe('logger', () => {
  it('gets a line for each, the error as err, and none for requests that went well', async () => {
    await using script = await scripted();
    const lines: Line[] = [];
    const cluster = script.client({ logger: recorder(lines) });
    await script.run(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }));
    script.on(Heartbeat, () => 'close');
    await script.run(failure(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' })));
    const seen = lines.map(({ level, message }) => `${level}: ${message}`);
    assert.equal(seen.filter((line) => line.startsWith('debug: connected to broker-1:')).length >= 1, true);
    assert.ok(seen.includes('debug: metadata refreshed (connect)'), seen.join('\n'));
    assert.ok(!seen.some((line) => /ApiVersions|Metadata request/.test(line)));
    const lost = lines.find(({ level }) => level === 'info');
    assert.match(String(lost?.message), /^connection lost: Connection to broker-1:\d+: closed by the broker/);
    assert.ok(lost?.fields['err'] instanceof Error);
    assert.ok(seen.some((line) => /^debug: Heartbeat request to broker-1:\d+ failed: /.test(line)));
  });

  it('may be pino, which prints an error with its type and stack', async () => {
    await using script = await scripted();
    const printed: string[] = [];
    const logger = pino({ level: 'debug' }, { write: (line: string) => printed.push(line) });
    const cluster = script.client({ logger });
    await script.run(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }));
    script.on(Heartbeat, () => 'close');
    await script.run(failure(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' })));
    const lines = printed.map((line) => JSON.parse(line) as Record<string, unknown>);
    const lost = lines.find(({ msg }) => String(msg).startsWith('connection lost'));
    assert.deepEqual([lost?.['level'], lost?.['nodeId']], [pino.levels.values['info'], 1]);
    const { type, stack } = lost?.['err'] as { type: string; stack: string };
    assert.equal(type, 'ConnectionError');
    assert.match(stack, /closed by the broker\n +at /);
  });

  it('may be console, and one that throws disturbs nobody', async () => {
    await using script = await scripted();
    const fits: Logger = console;
    assert.equal(typeof fits.debug, 'function');
    const broken = (): never => {
      throw new Error('disk full');
    };
    const cluster = script.client({ logger: { debug: broken, info: broken, warn: broken, error: broken } });
    await script.run(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }));
    assert.equal(script.requests(Metadata).length, 1);
  });

  it('tells a failure once, however many hands it goes through, and again only when it changes', async () => {
    await using script = await scripted();
    const lines: Line[] = [];
    const told = (): string[] =>
      lines.filter(({ level }) => level !== 'debug').map(({ level, message }) => `${level}: ${message}`);
    const node = script.nodes.get(1);
    assert.ok(node);
    const { host, port } = node;
    const address = `${host}:${port}`;
    node.stop();
    const cluster = script.client({ bootstrapServers: address, logger: recorder(lines) });
    const refused = new RegExp(`^warn: could not connect: Connection to ${address}: connect ECONNREFUSED`);
    await script.run(failure(cluster.connect({ timeoutMs: 50_000 })));
    assert.ok(lines.length > 90, `${lines.length} lines, the others at debug`);
    assert.equal(told().length, 1, told().join('\n'));
    assert.match(told()[0] ?? '', refused);

    // After a minute it is told that it is still so.
    await script.run(failure(cluster.connect({ timeoutMs: 50_000 })));
    assert.equal(told().length, 2, told().join('\n'));
    assert.match(told()[1] ?? '', refused);

    // The same broker in another trouble is news, and so is its end.
    const hangsUp = await script.network.listen({ host, port }, (socket) => ({
      onData: () => {
        socket.destroy();
      },
      onDrain: () => undefined,
      onClose: () => undefined,
    }));
    await script.run(failure(cluster.connect({ timeoutMs: 5_000 })));
    assert.equal(told().length, 3, told().join('\n'));
    assert.match(told()[2] ?? '', /^warn: could not connect: Connection to .*: closed by the broker when asked/);
    await hangsUp.close();
    await script.start(1, host, port);
    await script.run(cluster.connect());
    assert.deepEqual(told().slice(3), [`info: connected to ${address}`]);
  });

  it('tells of an attempt that is made again what was wrong with it, unless that was told', async () => {
    await using script = await scripted();
    const lines: Line[] = [];
    const cluster = script.client({ logger: recorder(lines) });
    const error = errorFor(ErrorCode.REQUEST_TIMED_OUT, { api: 'Produce' });
    const attempt = (n: number): Promise<void> => (n < 3 ? Promise.reject(error) : Promise.resolve());
    await script.run(cluster.retry('an example', attempt));
    const retries = lines.filter(({ message }) => message.startsWith('an example'));
    assert.deepEqual(
      retries.map(({ level }) => level),
      ['info', 'debug', 'debug'],
    );
    assert.match(
      String(retries[0]?.message),
      /^an example: attempt 1 failed, next in \d+ ms: REQUEST_TIMED_OUT \(Produce\): /,
    );
  });

  it('may be a console: who and what, from info on, and the details for those who look for them', async () => {
    await using script = await scripted();
    const printed: [LogLevel, ...unknown[]][] = [];
    const at =
      (level: LogLevel) =>
      (...data: unknown[]): void => {
        printed.push([level, ...data]);
      };
    const screen = {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      table: () => undefined,
    };
    const cluster = script.client({ clientId: 'shop', logger: screen });
    await script.run(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }));
    script.on(Heartbeat, () => 'close');
    await script.run(failure(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' })));
    assert.deepEqual(
      printed.map(([level, message, ...rest]) => [level, String(message).replace(/:\d+.*/, ''), rest.length]),
      [['info', 'shop: connection lost: Connection to broker-1', 0]],
    );
    printed.length = 0;
    const nosy = script.client({ clientId: 'nosy', logger: consoleLogger(screen, 'debug') });
    await script.run(nosy.connect());
    const [level, message, details] = printed.find(([, text]) => String(text).startsWith('nosy: connected')) ?? [];
    assert.deepEqual([level, message], ['debug', `nosy: connected to broker-1:${script.nodes.get(1)?.port ?? 0}`]);
    assert.equal((details as { durationMs: number }).durationMs, 0);
    await script.run(Promise.all([cluster.close(), nosy.close()]));
    printed.length = 0;
    const quiet = script.client({ logger: consoleLogger(screen, 'error') });
    script.nodes.get(1)?.stop();
    await script.run(failure(quiet.connect({ retry: false })));
    assert.deepEqual(printed, []);
    assert.ok(new Cluster({ bootstrapServers: 'a:1', logger: console }).settings.logger !== console);
  });

  it('names what a logger must have', () => {
    assert.throws(
      () => new Cluster({ bootstrapServers: 'a:1', logger: { debug: () => undefined } as unknown as Logger }),
      (error: unknown) =>
        error instanceof ConfigError && /option "logger": .*debug, info, warn and error/.test(error.message),
    );
  });
});
