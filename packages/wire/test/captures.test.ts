import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { isCapture } from '../src/decode/capture/capture-reader.ts';
import { TcpDirection } from '../src/decode/capture/tcp-direction.ts';
import { TcpConnections } from '../src/decode/capture/tcp-connections.ts';
import { apiByKey } from '../src/index.ts';
import { dataAt, decodeCapture, fixture, part, pcapOf, type Recorded, recorded, type Told } from './captures.ts';

/** A message in a line: who to whom, what, where in its stream. */
const line = ({ connection, shown }: Told['heard'][number]): string => {
  const what = `${shown.request === undefined ? 'answer' : 'request'} ${shown.request ?? shown.response ?? '?'}`;
  return `${connection} at ${String(shown.offset)}: ${what} v${String(shown.version)} #${String(shown.correlationId)}`;
};
const lines = ({ heard }: Told): string[] => heard.map(line);

const all = lines(decodeCapture(readFileSync(fixture('ethernet.pcap'))));

/** As Math.random, and always the same for a seed. */
function random(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

describe('a capture', () => {
  for (const [capture, table] of [
    ['ethernet.pcap', 'ethernet.tshark.tsv'],
    ['mixed.pcapng', 'mixed.tshark.tsv'],
  ] as const) {
    test(`${capture} has the messages that tshark finds in it, with all their fields`, () => {
      const told = decodeCapture(readFileSync(fixture(capture)));
      assert.deepEqual(told.complaints, []);
      const ours = told.heard.map(({ connection, shown, afterMs }) => {
        assert.ok(shown.error === undefined && shown.body !== undefined, shown.error?.message);
        assert.equal(shown.clientId, 'rdkafka');
        assert.equal(afterMs === undefined, shown.response === undefined);
        const ports = connection.split(' > ').map((end) => end.replace(/.*:/, ''));
        const version = shown.request === undefined ? '' : String(shown.version);
        return [...ports, shown.request ?? shown.response, version, String(shown.correlationId)].join(' ');
      });
      const theirs = readFileSync(fixture(table), 'utf8')
        .trimEnd()
        .split('\n')
        .map((row) => row.split('\t'))
        .map(([from, to, key, ...rest]) => [from, to, apiByKey(Number(key))?.name, ...rest].join(' '));
      assert.deepEqual(ours, theirs);
    });
  }

  test('tells when and how late: the time of each packet, and of an answer how long after its request', () => {
    const [request, answer] = decodeCapture(readFileSync(fixture('ethernet.pcap'))).heard;
    const [asked] = recorded().filter(({ bytes }) => dataAt(bytes) < bytes.length);
    const askedMs = Number(asked?.micros) / 1000;
    const late = (answer?.timeMs ?? 0) - askedMs;
    assert.deepEqual([request?.timeMs, answer?.afterMs], [askedMs, Math.round(late * 1000) / 1000]);
  });

  test('is the same on Linux cooked links of both versions, in pcap and pcapng', () => {
    for (const name of ['sll2.pcap', 'sll.pcapng']) {
      const told = decodeCapture(readFileSync(fixture(name)));
      assert.deepEqual([told.complaints, lines(told)], [[], all], name);
    }
  });

  test('is the same on raw and loopback links, behind VLAN tags, big-endian, with nanoseconds', () => {
    const change = (with_: (bytes: Buffer) => Buffer): Recorded[] =>
      recorded().map(({ bytes, micros }) => ({ micros, bytes: with_(bytes) }));
    const tagged = (tags: string) => (b: Buffer) =>
      Buffer.concat([b.subarray(0, 12), Buffer.from(tags, 'hex'), b.subarray(12)]);
    const behind = (head: string) => (b: Buffer) => Buffer.concat([Buffer.from(head, 'hex'), b.subarray(14)]);
    const captures: [string, Buffer][] = [
      ['Ethernet', pcapOf(recorded())],
      ['VLAN', pcapOf(change(tagged('81000005')))],
      ['VLAN in VLAN', pcapOf(change(tagged('88a8000581000007')))],
      ['raw', pcapOf(change(behind('')), 101)],
      ['loopback', pcapOf(change(behind('02000000')), 0)],
      ['loopback of OpenBSD', pcapOf(change(behind('00000002')), 108)],
      // Cards that cut up what the system hands to them whole get it without a length.
      ['without a length', pcapOf(change((b) => Buffer.concat([b.subarray(0, 16), Buffer.alloc(2), b.subarray(18)])))],
      ['padded', pcapOf(change((b) => Buffer.concat([b, Buffer.alloc(6, 0xee)])))],
    ];
    for (const [name, capture] of captures) {
      const told = decodeCapture(capture);
      assert.deepEqual([told.complaints, lines(told)], [[], all], name);
      assert.equal(told.heard[0]?.timeMs, decodeCapture(readFileSync(fixture('ethernet.pcap'))).heard[0]?.timeMs);
    }
  });

  test('is the same on IPv6, behind its other headers', () => {
    const hopByHop = Buffer.from('3c00010400000000', 'hex'); // then destination options
    const options = Buffer.from('2c01010c00000000000000000000000000', 'hex').subarray(0, 16); // then a fragment's head
    const whole = Buffer.from('0600000000000001', 'hex'); // the only one; then TCP
    const turned = recorded().map(({ bytes, micros }) => {
      const tcp = bytes.subarray(34);
      const head = Buffer.alloc(40);
      head.writeUInt32BE(0x60000000, 0);
      head.writeUInt16BE(hopByHop.length + options.length + whole.length + tcp.length, 4);
      bytes.copy(head, 20, 26, 30); // the last of its addresses
      bytes.copy(head, 36, 30, 34);
      head[8] = head[24] = 0xfd;
      const link = Buffer.concat([bytes.subarray(0, 12), Buffer.from('86dd', 'hex')]);
      return { micros, bytes: Buffer.concat([link, head, hopByHop, options, whole, tcp]) };
    });
    const told = decodeCapture(pcapOf(turned));
    const expected = all.map((each) => each.replaceAll('127.0.0.1', '[fd00::7f00:1]'));
    assert.deepEqual([told.complaints, lines(told)], [[], expected]);
  });

  test('counts what is not shown: TLS, other protocols, what is not TCP', () => {
    const { summary } = decodeCapture(readFileSync(fixture('mixed.pcapng')));
    assert.equal(
      summary,
      '82 packets; 4 connections with Kafka, 1 with TLS (encrypted: not shown), 1 with something else; passed over: 1 packet not TCP',
    );
    const fragment = Buffer.from(recorded()[3]?.bytes ?? []);
    fragment.writeUInt16BE(0x2000, 20);
    const micros = 0n;
    const { complaints } = decodeCapture(
      pcapOf([
        { micros, bytes: fragment },
        { micros, bytes: Buffer.alloc(20, 8) },
      ]),
    );
    assert.deepEqual(complaints, [
      '2 packets; 0 connections with Kafka; passed over: 1 packet a fragment of IP, 1 packet not TCP',
    ]);
    assert.match(decodeCapture(pcapOf(recorded(), 147)).complaints[0] ?? '', /119 packets of link type 147$/);
  });

  test('may come in pieces of any size', () => {
    for (const name of ['ethernet.pcap', 'sll.pcapng']) {
      for (const size of [1, 7, 100, 4096]) {
        assert.deepEqual(lines(decodeCapture(readFileSync(fixture(name)), size)), all, `${name} by ${String(size)}`);
      }
    }
  });

  test('is known by its first bytes', () => {
    for (const magic of ['d4c3b2a1', 'a1b2c3d4', '4d3cb2a1', 'a1b23c4d', '0a0d0d0a'])
      assert.ok(isCapture(Buffer.from(magic, 'hex')), magic);
    assert.ok(!isCapture(Buffer.from('0000002a', 'hex')) && !isCapture(Buffer.from('a1b2', 'hex')));
  });
});

describe('segments', () => {
  const sorted = [...all].sort();

  test('that are out of order, repeated, cut otherwise and overlapping give the same messages, each once', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const next = random(seed);
      const packets = recorded().flatMap((packet): Recorded[] => {
        const length = packet.bytes.length - dataAt(packet.bytes);
        if (length < 8 || next() < 0.3) return next() < 0.2 ? [packet, packet] : [packet];
        const [a = 0, b = 0] = [next(), next()].map((x) => 1 + Math.floor(x * (length - 2))).sort((x, y) => x - y);
        // The first two overlap, and the third comes with everything once more now and then.
        const pieces = [part(packet, 0, b), part(packet, a, length)];
        return next() < 0.3 ? [...pieces, packet] : pieces;
      });
      const moved = packets
        // A connection opens before anything is sent on it.
        .map((packet, i) => ({ packet, at: i + ((packet.bytes[47] ?? 0) & 0x02 ? -9 : next() * 9) }))
        .sort((a, b) => a.at - b.at)
        .map(({ packet }) => packet);
      const told = decodeCapture(pcapOf(moved));
      assert.deepEqual([told.complaints, lines(told).sort()], [[], sorted], `seed ${String(seed)}`);
    }
  });

  test('whose numbers go round after 4 GiB give the same messages', () => {
    const turned = recorded().map(({ bytes, micros }) => {
      const copy = Buffer.from(bytes);
      // Both directions of all connections, so that 300 bytes on they are at zero.
      const isAsking = copy.readUInt16BE(36) === 19_592;
      const [own, other] = isAsking ? ([38, 42] as const) : ([42, 38] as const);
      const shift = (at: number, by: number): number => copy.writeUInt32BE((copy.readUInt32BE(at) + by) >>> 0, at);
      const port = copy.readUInt16BE(isAsking ? 34 : 36);
      const begins = openings.get(port);
      assert.ok(begins !== undefined);
      shift(own, 2 ** 32 - 300 - begins.client);
      if ((copy[47] ?? 0) & 0x10 || !isAsking) shift(other, 2 ** 32 - 300 - begins.broker);
      return { bytes: copy, micros };
    });
    const told = decodeCapture(pcapOf(turned));
    assert.deepEqual([told.complaints, lines(told)], [[], all]);
  });

  /** The first numbers of both directions, by the client's port. */
  const openings = new Map<number, { client: number; broker: number }>();
  for (const { bytes } of recorded()) {
    if (((bytes[47] ?? 0) & 0x12) !== 0x12) continue;
    openings.set(bytes.readUInt16BE(36), { client: bytes.readUInt32BE(42), broker: bytes.readUInt32BE(38) });
  }

  test('that are not in the capture are told, and cost only the messages they were part of', () => {
    const packets = recorded();
    const withData = packets.filter(({ bytes }) => dataAt(bytes) < bytes.length);
    assert.ok(withData.length > 50);
    for (const lost of withData) {
      const told = decodeCapture(pcapOf(packets.filter((packet) => packet !== lost)));
      const missing = all.filter((each) => !lines(told).includes(each));
      // A request and its answer, which nothing tells the meaning of then; or an answer.
      assert.ok(missing.length === 1 || missing.length === 2, missing.join('\n'));
      // Nothing follows the last packet that would tell of it.
      assert.equal(told.complaints.length, lost === withData.at(-1) ? 0 : 1);
      for (const each of told.complaints)
        assert.match(each, /: \d+ bytes (at the beginning |of the message at byte \d+ )?are not in the capture$/);
    }
  });

  test('that were cut off by a snap length are told, and the message behind them is found', () => {
    const cut = recorded().map(({ bytes, micros }) => ({
      micros,
      bytes: bytes.subarray(0, 150),
      originalLength: bytes.length,
    }));
    const told = decodeCapture(pcapOf(cut));
    const short = all.length - told.heard.length;
    assert.equal(told.complaints.length, short);
    const unmatched = told.heard.filter(({ shown }) => /^no request has/.test(shown.error?.message ?? '')).length;
    assert.ok(unmatched > 0);
    assert.equal(told.heard.filter(({ shown }) => shown.error === undefined).length, told.heard.length - unmatched);
    assert.ok(short > 5 && short < 30, String(short));
    for (const each of told.complaints)
      assert.match(each, /: \d+ bytes of the message at byte \d+ are not in the capture$/);
  });

  test('of a connection that was open before the capture began are understood from the next request on', () => {
    const packets = recorded();
    for (let from = 0; from < packets.length; from += 5) {
      const told = decodeCapture(pcapOf(packets.slice(from)));
      const good = told.heard.filter(({ shown }) => shown.error === undefined);
      const later = packets.slice(from).filter(({ bytes }) => bytes.readUInt16BE(36) === 19_592);
      const requests = later.filter(({ bytes }) => dataAt(bytes) < bytes.length).length;
      assert.equal(good.filter(({ shown }) => shown.request !== undefined).length, requests, `from ${String(from)}`);
      assert.ok(good.length >= requests * 2 - 2);
    }
  });

  test('between the same ports may be those of another connection, and the oldest of very many is given up', () => {
    const twice = [...recorded(), ...recorded().map(({ bytes, micros }) => ({ micros, bytes: renumbered(bytes) }))];
    const told = decodeCapture(pcapOf(twice));
    assert.deepEqual([told.complaints, lines(told)], [[], [...all, ...all]]);

    let ended = 0;
    const connections = new TcpConnections(() => ({
      direction: () => ({ onData: () => undefined, onGap: () => undefined }),
      onClient: () => undefined,
      onEnd: () => ended++,
    }));
    const segment = {
      sequence: 0,
      acknowledged: undefined,
      isSyn: true,
      isFin: false,
      payload: Buffer.alloc(0),
      cutOff: 0,
    };
    for (let i = 0; i < 10_003; i++) connections.take({ ...segment, source: `a:${String(i)}`, destination: 'b:9092' });
    assert.equal(ended, 3);
  });

  function renumbered(bytes: Buffer): Buffer {
    const copy = Buffer.from(bytes);
    for (const at of [38, 42]) copy.writeUInt32BE((copy.readUInt32BE(at) + 1_000_000_000) >>> 0, at);
    return copy;
  }
});

describe('a gap in a direction', () => {
  const directed = () => {
    const told: (string | number)[] = [];
    const direction = new TcpDirection({ onData: (b) => told.push(b.toString()), onGap: (n) => told.push(n) });
    direction.begin(100);
    const take = (sequence: number, text: string): void => {
      direction.take({ sequence, bytes: Buffer.from(text), cutOff: 0, isFin: false });
    };
    return { told, direction, take };
  };

  test('is waited for while the receiver lacks it, and for a while after it said that it has it', () => {
    const { told, direction, take } = directed();
    take(100, 'ab');
    take(105, 'fg');
    for (let i = 0; i < 1000; i++) direction.acknowledge(102);
    assert.deepEqual(told, ['ab']);
    for (let i = 0; i < 64; i++) direction.acknowledge(107);
    assert.deepEqual(told, ['ab']);
    direction.acknowledge(107);
    assert.deepEqual(told, ['ab', 3, 'fg']);
    // What comes later still is not told twice.
    take(102, 'cde');
    take(107, 'h');
    assert.deepEqual(told, ['ab', 3, 'fg', 'h']);
  });

  test('is given up when more waits behind it than any window holds', () => {
    const { told, take } = directed();
    const piece = 'x'.repeat(1024 * 1024);
    for (let i = 0; i < 8; i++) take(101 + i * piece.length, piece);
    assert.equal(told.length, 0);
    take(101 + 8 * piece.length, 'end');
    assert.deepEqual([told[0], told.at(-1), told.length], [1, 'end', 10]);
  });
});

describe('a damaged capture', () => {
  test('is told, wherever it ends, and shows what was before', () => {
    for (const name of ['ethernet.pcap', 'mixed.pcapng']) {
      const whole = readFileSync(fixture(name));
      for (let end = 4; end < whole.length; end += 61) {
        const { heard, complaints } = decodeCapture(whole.subarray(0, end));
        assert.ok(heard.length <= all.length);
        if (end === 4)
          assert.match(complaints[0] ?? '', /^the capture ends in a packet: 4 bytes after byte 0 are too few$/);
      }
    }
  });

  test('with a length that cannot be is told with its place', () => {
    const pcap = Buffer.from(readFileSync(fixture('ethernet.pcap')));
    pcap.writeUInt32LE(0x7fffffff, 24 + 8);
    assert.match(
      decodeCapture(pcap).complaints[0] ?? '',
      /^the capture is damaged at byte 24: a record of 2147483663 bytes/,
    );
    const pcapng = Buffer.from(readFileSync(fixture('mixed.pcapng')));
    const second = pcapng.readUInt32LE(4);
    pcapng.writeUInt32LE(3, second + 4);
    assert.match(decodeCapture(pcapng).complaints[0] ?? '', new RegExp(`damaged at byte ${String(second)}`));
  });

  test('with any byte changed ends with a message, not with a crash', () => {
    const next = random(7);
    for (const name of ['ethernet.pcap', 'mixed.pcapng', 'sll2.pcap']) {
      const whole = readFileSync(fixture(name));
      for (let i = 0; i < 150; i++) {
        const copy = Buffer.from(whole);
        for (let changes = 0; changes < 3; changes++) copy[Math.floor(next() * copy.length)] = Math.floor(next() * 256);
        decodeCapture(copy);
      }
    }
  });
});
