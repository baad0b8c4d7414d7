import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { dumpAround } from '../src/decode/hex-dump.ts';
import { bytesOf } from '../src/decode/input.ts';
import { ApiVersions, encodeResponseFrame } from '../src/index.ts';
import { fixture } from './captures.ts';
import { decode, Decoding } from './decode-program.ts';
import { fixtures, repository } from './support.ts';

const stream = (name: string): string => path.join(repository, 'test-fixtures/wire/streams', name);
const folder = mkdtempSync(path.join(tmpdir(), 'kafka-decode-'));
after(() => rmSync(folder, { recursive: true }));

interface Line {
  time?: string;
  connection?: string;
  afterMs?: number;
  clientId?: string;
  offset: number;
  request?: string;
  response?: string;
  version: number;
  correlationId: number;
  body: Record<string, unknown>;
  error?: { message: string; path: string; offset: number };
}

/** What is printed, message by message; everything must have been decoded unless another status is expected. */
function lines(args: readonly string[], input?: string | Buffer, expected = 0): Line[] {
  const { status, stdout, stderr } = decode(['--lines', ...args], input);
  assert.equal(status, expected, stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

const shortly = (all: Line[]): string[] => all.map((m) => `${m.request ?? m.response ?? '?'} v${String(m.version)}`);

const written = fixtures('4.4.0');

/** Everything that Kafka read must be shown, in the notation of kafka-decode. */
function assertShows(shown: unknown, theirs: unknown, at: string): void {
  if (Array.isArray(theirs)) {
    assert.equal((shown as unknown[]).length, theirs.length, at);
    theirs.forEach((each, i) => assertShows((shown as unknown[])[i], each, `${at}[${String(i)}]`));
  } else if (typeof theirs === 'object' && theirs !== null) {
    for (const [key, each] of Object.entries(theirs)) {
      assertShows((shown as Record<string, unknown>)[key], each, `${at}.${key}`);
    }
  } else if (typeof theirs === 'string' && /^-?\d+n$/.test(theirs)) {
    const value = BigInt(theirs.slice(0, -1));
    assert.equal(shown, Number.isSafeInteger(Number(value)) ? Number(value) : String(value), at);
  } else if (typeof theirs === 'string' && theirs.startsWith('hex:')) {
    assert.equal((shown as { hex: string }).hex, theirs.slice(4), at);
  } else assert.equal(shown, theirs, at);
}

describe("kafka-decode and Kafka's own bytes", () => {
  for (const [message, version, kind] of [
    ['FetchRequest', 12, 'populated'],
    ['FetchResponse', 17, 'populated'],
    ['MetadataResponse', 12, 'nulls'],
    ['ProduceRequest', 9, 'extremes'],
    ['OffsetCommitRequest', 8, 'extremes'],
    ['JoinGroupRequest', 9, 'populated'],
  ] as const) {
    test(`shows the body of a ${message} v${String(version)} (${kind}) with the values that Kafka read`, () => {
      const found = written.find((each) => each.message === message && each.version === version && each.case === kind);
      assert.ok(found !== undefined);
      const api = message.replace(/(Request|Response)$/, '');
      const args = ['--body', '--full', '--api', api, '--version', String(version)];
      const [shown] = lines(message.endsWith('Response') ? [...args, '--response'] : args, found.hex);
      assertShows(shown?.body, found.value, message);
    });
  }
});

describe('kafka-decode and a captured stream', () => {
  test('tells API and version of each request from its header', () => {
    const produce = lines([stream('produce.requests')]);
    assert.deepEqual(shortly(produce), ['ApiVersions v4', 'InitProducerId v5', 'Metadata v13', 'Produce v13']);
    assert.deepEqual(
      produce.map(({ offset, correlationId }) => [offset, correlationId]),
      [
        [0, 3],
        [47, 4],
        [85, 5],
        [135, 6],
      ],
    );
    assert.deepEqual(
      (produce[3]?.body['topicData'] as { partitionData: { records: unknown }[] }[])[0]?.partitionData[0]?.records,
      { length: 93, batches: [{ baseOffset: 0, length: 93, magic: 2, records: 3, compression: 'none' }] },
    );
  });

  test('matches the responses to the requests by their correlation ids', () => {
    const group = lines(['--requests', stream('group.requests'), stream('group.responses')]);
    assert.deepEqual(shortly(group), shortly(lines([stream('group.requests')])));
    assert.deepEqual(shortly(group).slice(0, 4), ['ApiVersions v4', 'JoinGroup v9', 'JoinGroup v9', 'SyncGroup v5']);
    assert.equal(group[1]?.body['errorCode'], 79);
    assert.equal(group[2]?.body['generationId'], 1);
    const fetch = lines(['--requests', stream('fetch.requests'), stream('fetch.responses')]);
    const fetched = fetch.filter(({ response }) => response === 'Fetch').map(({ body }) => JSON.stringify(body));
    assert.match(
      fetched.join('\n'),
      /"records":\{"length":93,"batches":\[\{"baseOffset":0,"length":93,"magic":2,"records":3/,
    );
  });

  test('a response that no request has asked for is told, and the others are shown', () => {
    const cutOff = readFileSync(stream('produce.requests')).subarray(47);
    const file = path.join(folder, 'later.requests');
    writeFileSync(file, cutOff);
    const shown = lines(['--requests', file, stream('produce.responses')], undefined, 1);
    assert.equal(shown[0]?.error?.message, 'no request has the correlation id 3');
    assert.deepEqual(shortly(shown.slice(1)), ['InitProducerId v5', 'Metadata v13', 'Produce v13']);
  });

  test('reads the two directions of what tshark prints, and both kinds of input from a pipe', () => {
    const asked = readFileSync(stream('produce.requests')).toString('hex');
    const answered = readFileSync(stream('produce.responses')).toString('hex');
    const rule = '='.repeat(67);
    const text = [
      ...['', rule, 'Follow: tcp,raw', 'Filter: tcp.stream eq 0', 'Node 0: 127.0.0.1:51234', 'Node 1: 127.0.0.1:9092'],
      ...[asked.slice(0, 94), `\t${answered.slice(0, 500)}`, asked.slice(94), `\t${answered.slice(500)}`, rule, ''],
    ].join('\n');
    const shown = lines([], text);
    assert.equal(shown.length, 8);
    assert.deepEqual(shortly(shown.slice(0, 4)), shortly(shown.slice(4)));
    assert.deepEqual(
      shown.map(({ request }) => request !== undefined),
      [true, true, true, true, false, false, false, false],
    );
    assert.deepEqual(shortly(lines(['-'], readFileSync(stream('produce.requests')))), shortly(shown.slice(0, 4)));
  });

  test('takes hex in many shapes, and base64', () => {
    const bytes = readFileSync(stream('produce.requests')).subarray(0, 47);
    const rows = [0, 16, 32].map((at) => bytes.subarray(at, at + 16));
    const pairs = (b: Buffer): string[] => b.toString('hex').match(/../g) ?? [];
    const shapes = [
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      bytes.toString('base64'),
      pairs(bytes).join(':'),
      `0x${bytes.toString('hex')}`,
      rows.map((row) => pairs(row).join(' ')).join('\n'),
      rows.map((row, i) => `${(i * 16).toString(16).padStart(8, '0')}  ${pairs(row).join(' ')}  |abc def|`).join('\n'),
      rows
        .map(
          (row, i) =>
            `${(i * 16).toString(16).padStart(8, '0')}: ${row
              .toString('hex')
              .replaceAll(/(.{4})/g, '$1 ')
              .padEnd(41)} dead beef`,
        )
        .join('\n'),
    ];
    for (const shape of shapes) assert.deepEqual(bytesOf(Buffer.from(shape)).bytes, bytes, shape);
    assert.deepEqual(shortly(lines([shapes[0] ?? ''])), ['ApiVersions v4']);
    assert.deepEqual(shortly(lines([shapes[2] ?? ''])), ['ApiVersions v4']);
    assert.deepEqual(shortly(lines(['--no-frame', bytes.subarray(4).toString('hex')])), ['ApiVersions v4']);
  });

  test('an ApiVersions answer to a version that the broker does not know is read as version 0', () => {
    const frame = Buffer.concat(encodeResponseFrame(ApiVersions, 0, 7, { errorCode: 35, apiKeys: [] }));
    const args = ['--response', '--api', 'ApiVersions', '--version', '4', frame.toString('hex')];
    assert.deepEqual(shortly(lines(args)), ['ApiVersions v0']);
  });

  test('byte strings are cut at 64 bytes, or shown in full, in hex or base64', () => {
    const args = ['--body', '--api', '36', '--version', '2'];
    const auth = Buffer.concat([Buffer.from([101]), Buffer.alloc(100, 7), Buffer.from([0])]).toString('hex');
    assert.deepEqual(lines([...args, auth])[0]?.body['authBytes'], { length: 100, hex: '07'.repeat(64), more: 36 });
    assert.deepEqual(lines([...args, '--full', '--base64', auth])[0]?.body['authBytes'], {
      length: 100,
      base64: Buffer.alloc(100, 7).toString('base64'),
    });
  });
});

describe('kafka-decode and a packet capture', () => {
  test('shows both directions of each connection in their order, from a file and from a pipe', () => {
    const shown = lines([fixture('ethernet.pcap')]);
    assert.deepEqual(shortly(shown.slice(0, 4)), ['ApiVersions v3', 'ApiVersions v3', 'Metadata v4', 'Metadata v4']);
    assert.equal(shown.length, 63);
    assert.deepEqual(
      [shown[1]?.time, shown[1]?.connection, shown[1]?.afterMs, shown[1]?.clientId],
      ['2026-11-28T21:55:44.777Z', '127.0.0.1:19592 > 127.0.0.1:49302', 2.891, 'rdkafka'],
    );
    assert.deepEqual(lines([], readFileSync(fixture('ethernet.pcap'))), shown);
  });

  test('filters by API, by client id and by correlation id', () => {
    const capture = fixture('sll.pcapng');
    assert.deepEqual(shortly(lines(['--api', 'produce', capture])), Array(5).fill('Produce v7'));
    assert.deepEqual(
      new Set(shortly(lines(['--api', '3', '--api', 'Fetch', '--client', 'rdkafka', capture]))),
      new Set(['Metadata v4', 'Fetch v11']),
    );
    assert.deepEqual(
      lines(['--correlation-id', '9', '--correlation-id', '10', capture]).map(({ correlationId }) => correlationId),
      [9, 9, 9, 10, 10, 9],
    );
    assert.equal(decode(['--client', 'nobody', capture]).stdout, '');
    assert.deepEqual(shortly(lines(['--api', 'Metadata', stream('produce.requests')])), ['Metadata v13']);
    const requests = ['--requests', stream('produce.requests'), stream('produce.responses')];
    assert.deepEqual(shortly(lines(['--api', 'Produce', ...requests])), ['Produce v13']);
  });

  test('tells what is missing and what is not Kafka on standard error, and ends with 1 for the former', () => {
    const mixed = decode(['--lines', fixture('mixed.pcapng')]);
    assert.equal(mixed.status, 0);
    assert.match(mixed.stderr, /^kafka-decode: 82 packets; 4 connections with Kafka, 1 with TLS/);
    const cutOff = decode(['--lines'], readFileSync(fixture('mixed.pcapng')).subarray(0, 5000));
    assert.equal(cutOff.status, 1);
    assert.match(cutOff.stderr, /the capture ends in a packet/);
  });
});

describe('kafka-decode --proxy', () => {
  test('hands on every byte, shows what goes through, and ends on a signal', async () => {
    const asked = readFileSync(stream('group.requests'));
    const answered = readFileSync(stream('group.responses'));
    const seen: Buffer[] = [];
    const broker = createServer({ allowHalfOpen: true }, (socket) => {
      // It answers a client that has said its last word.
      socket.on('data', (chunk) => seen.push(chunk)).on('end', () => socket.end(answered));
    }).listen(0, '127.0.0.1');
    await once(broker, 'listening');
    const { port } = broker.address() as AddressInfo;
    await using proxy = new Decoding('--lines', '--proxy', '0', `localhost:${String(port)}`);
    try {
      const [, at = ''] = await proxy.told(/^kafka-decode: 127\.0\.0\.1:(\d+) hands on to/);
      const client = connect({ port: Number(at), host: '127.0.0.1', allowHalfOpen: true });
      client.end(asked);
      const got: Buffer[] = [];
      for await (const chunk of client as AsyncIterable<Buffer>) got.push(chunk);
      assert.deepEqual([Buffer.concat(seen), Buffer.concat(got)], [asked, answered]);

      // TLS is told while it goes on.
      const secure = connect({ port: Number(at), host: '127.0.0.1' });
      secure.write(Buffer.from('16030100f1010000ed0303', 'hex'));
      await proxy.told(/speaks TLS \(encrypted: not shown\)/);
      secure.destroy();
      proxy.child.kill('SIGINT');
      assert.equal(await proxy.ended, 0, proxy.stderr);
      const shown = proxy.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
      const expected = shortly(lines([stream('group.requests')]));
      assert.deepEqual(shortly(shown.filter(({ request }) => request !== undefined)), expected);
      assert.deepEqual(shortly(shown.filter(({ response }) => response !== undefined)), expected);
    } finally {
      broker.close();
    }
  });

  test('says in one line that it cannot listen, and that nobody is there to hand on to', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await using refused = new Decoding('--proxy', String(port), 'localhost:1');
    assert.equal(await refused.ended, 2);
    assert.match(
      refused.stderr,
      /^kafka-decode: cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE.* \(--help tells more\)\n$/,
    );
    taken.close();
    await once(taken, 'close');

    await using proxy = new Decoding('--proxy', '0', `127.0.0.1:${String(port)}`);
    const [, at = ''] = await proxy.told(/127\.0\.0\.1:(\d+) hands on/);
    const client = connect({ port: Number(at), host: '127.0.0.1' });
    client.on('error', () => undefined);
    await proxy.told(/ECONNREFUSED/);
    if (!client.closed) await once(client, 'close');
    proxy.child.kill('SIGTERM');
    assert.equal(await proxy.ended, 1, proxy.stderr);
  });
});

describe('kafka-decode and what is wrong', () => {
  test('an error names message, field and byte, points at the byte, and the next frames are shown', () => {
    const bytes = Buffer.from(readFileSync(stream('produce.requests')));
    // The number of topics in the Metadata request, one more than there are bytes for.
    const at = bytes.indexOf('orders', 85) - 18;
    assert.equal(bytes[at], 2);
    bytes[at] = 0x7f;
    const { status, stdout, stderr } = decode(['--lines'], bytes);
    assert.equal(status, 1);
    const shown = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    assert.deepEqual(shortly(shown), ['ApiVersions v4', 'InitProducerId v5', 'Metadata v13', 'Produce v13']);
    assert.equal(shown[2]?.error?.path, 'topics');
    assert.equal(shown[2].error.offset, at + 1 - 89);
    assert.match(
      stderr,
      /^kafka-decode: in the frame at byte 85: MetadataRequest v13, field topics, byte \d+: 126 elements/,
    );
    const [, row = '', caret = ''] = /\n(00000010 .*)\n( *)\^\^/.exec(stderr) ?? [];
    assert.equal(row.slice(caret.length, caret.length + 2), bytes.toString('hex', at + 1, at + 2));
  });

  test('a stream that ends in a frame, and a size that cannot be, are told with their place', () => {
    const whole = readFileSync(stream('produce.requests'));
    const cutOff = decode(['--lines'], whole.subarray(0, 100));
    assert.deepEqual([cutOff.status, cutOff.stdout.trim().split('\n').length], [1, 2]);
    assert.match(cutOff.stderr, /byte 85: the stream ends in a frame: it announces 46 bytes, and 11 are there/);
    const http = decode([], 'HTTP/1.1 400 Bad Request\r\n\r\n');
    assert.equal(http.status, 1);
    assert.match(http.stderr, /These are HTTP bytes/);
    const unframed = decode([whole.subarray(4, 47).toString('hex')]);
    assert.match(unframed.stderr, /--no-frame/);
  });

  test('an unknown API and bytes behind the message are errors as well', () => {
    const unknown = lines(['--no-frame', '7fff0000000000010000'], undefined, 1);
    assert.match(unknown[0]?.error?.message ?? '', /no API has the key 32767/);
    const surplus = lines(['--body', '--api', 'ApiVersions', '--version', '0', '00'], undefined, 1);
    assert.match(surplus[0]?.error?.message ?? '', /ApiVersionsRequest v0, byte 0: 1 bytes left/);
    // Brokers pass over what follows a request, so it is shown all the same.
    const request = lines(['--no-frame', '00030000000000010000' + '00000000' + 'ff'], undefined, 1);
    assert.match(request[0]?.error?.message ?? '', /MetadataRequest v0, byte 14: 1 bytes left/);
    assert.deepEqual(request[0]?.body['topics'], []);
  });

  test('a wrong call is one line, and ends with 2', () => {
    const calls: [string[], RegExp][] = [
      [['--frobnicate'], /Unknown option '--frobnicate'/],
      [['--response', '00'], /--response needs --api and --version, or --requests/],
      [['--body', '00'], /--body needs --api and --version/],
      [
        ['--api', 'Fetsch', '--version', '1', '--body', '00'],
        /--api takes a name like Fetch or a key like 1, not "Fetsch"/,
      ],
      [['--api', 'Fetch', '--version', '99', '--body', '00'], /--version takes 0 to \d+ for Fetch, not "99"/],
      [['--api', 'Fetch', '--version', '12', '00'], /--version is for --response and --body/],
      [['--api', 'Fetch', '--api', 'Produce', '--response', '00'], /--response needs --api and --version/],
      [['--correlation-id', 'x', '00'], /--correlation-id takes a whole number, not "x"/],
      [['--requests', path.join(folder, 'none'), '00'], /no such file: .*none/],
      [['a', 'b'], /one input, not 2/],
      [['capture.pcap'], /no such file: capture.pcap \(nor is it hex or base64\)/],
      [['capture'], /no such file: capture /],
      [['nosuchfolder/capture'], /no such file: nosuchfolder\/capture /],
      [[path.join(folder, 'noSuchCapture12')], /no such file: /],
      [[folder], /cannot read .*EISDIR/],
      [['--requests', fixture('mixed.pcapng'), '00'], /mixed.pcapng is a capture, which has both directions/],
      [['--response', '--api', '1', '--version', '4', fixture('mixed.pcapng')], /this is a capture, which has both/],
      [['--proxy', '9093'], /--proxy needs two addresses: --proxy LISTEN TARGET/],
      [['--proxy', '9093', 'localhost'], /--proxy takes HOST:PORT, not "localhost"/],
      [['--proxy', 'x', 'localhost:9092'], /--proxy takes PORT or HOST:PORT, not "x"/],
      [['--proxy', '9093', 'localhost:99999'], /--proxy takes HOST:PORT, not "localhost:99999"/],
      [['--proxy', '9093', 'localhost:9092', '--body'], /--proxy sees both directions/],
      [[], /the input is empty/],
    ];
    for (const [args, message] of calls) {
      const { status, stdout, stderr } = decode(args);
      assert.deepEqual([status, stdout, stderr.trim().split('\n').length], [2, '', 1], stderr);
      assert.match(stderr, message);
    }
  });

  test('--help tells every option, and ends with 0', () => {
    const { status, stdout } = decode(['--help']);
    assert.equal(status, 0);
    for (const option of [
      'response',
      'requests',
      'proxy',
      'client',
      'correlation-id',
      'api',
      'version',
      'no-frame',
      'body',
      'base64',
      'full',
      'lines',
      'help',
    ])
      assert.match(stdout, new RegExp(`^  --${option}\\b`, 'm'));
  });

  test('the dump shows a caret behind the last byte when the bytes ended there', () => {
    const [row = '', caret = ''] = dumpAround(Buffer.from('abc'), 3).split('\n');
    assert.match(row, /^00000000 {2}61 62 63 .*abc$/);
    assert.equal(caret.indexOf('^'), 10 + 9);
  });
});
