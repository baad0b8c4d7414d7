import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  apiByKey,
  ApiVersions,
  decodeRequest,
  decodeResponse,
  encodeRequest,
  encodeRequestFrame,
  encodeResponse,
  encodeResponseFrame,
  FrameDecoder,
  Heartbeat,
  Produce,
  Reader,
  readRequestHeader,
  readResponseHeader,
  requestHeaderVersion,
  responseHeaderVersion,
  UnsupportedVersionError,
  WireError,
} from '../src/index.ts';

const header = { correlationId: 77, clientId: 'a-client' };

function framesOf(push: (decoder: FrameDecoder) => void): Buffer[] {
  const frames: Buffer[] = [];
  push(new FrameDecoder({ onFrame: (frame) => frames.push(frame) }));
  return frames;
}

describe('FrameDecoder', () => {
  const bodies = [Buffer.from('first'), Buffer.alloc(0), Buffer.alloc(5000, 7), Buffer.from('x')];
  const stream = Buffer.concat(
    bodies.map((body) => {
      const size = Buffer.alloc(4);
      size.writeInt32BE(body.length);
      return Buffer.concat([size, body]);
    }),
  );

  test('reads into the memory it is given, at once as far as the announced size is trusted', () => {
    const given: Buffer[] = [];
    const frames: Buffer[] = [];
    const decoder = new FrameDecoder({
      trustedBytes: 4000,
      allocate: (bytes) => {
        const memory = Buffer.alloc(bytes);
        given.push(memory);
        return memory;
      },
      onFrame: (frame) => frames.push(frame),
    });
    for (let at = 0; at < stream.length; at += 1000) decoder.push(stream.subarray(at, at + 1000));
    assert.deepEqual(frames, bodies);
    assert.deepEqual(
      given.map(({ length }) => length),
      [5, 0, 4000, 5000, 1],
    );
    assert.equal(frames[2], given[3]);
  });

  test('refuses options that are wrong', () => {
    const onFrame = (): undefined => undefined;
    assert.throws(() => new FrameDecoder({ onFrame, trustedBytes: -1 }), /trustedBytes/);
    assert.throws(() => new FrameDecoder({ onFrame, allocate: 1 as never }), /allocate.*a function/);
  });

  test('takes frames whole, coalesced, byte by byte, and cut anywhere', () => {
    assert.deepEqual(
      framesOf((d) => {
        d.push(stream);
      }),
      bodies,
    );
    assert.deepEqual(
      framesOf((d) => {
        for (const byte of stream) d.push(Buffer.from([byte]));
      }),
      bodies,
    );
    for (let cut = 0; cut <= stream.length; cut += 7) {
      const frames = framesOf((d) => {
        d.push(stream.subarray(0, cut));
        d.push(stream.subarray(cut));
      });
      assert.deepEqual(frames, bodies);
    }
  });

  test('gives frames that live on when the chunk is used again', () => {
    const chunk = Buffer.from(stream);
    const frames = framesOf((d) => {
      d.push(chunk);
    });
    chunk.fill(0xee);
    assert.deepEqual(frames, bodies);
  });

  test('knows when it is in the middle of a frame', () => {
    const decoder = new FrameDecoder({ onFrame: () => undefined });
    assert.equal(decoder.pending, false);
    decoder.push(Buffer.from([0, 0]));
    assert.equal(decoder.pending, true);
    decoder.push(Buffer.from([0, 2, 1]));
    assert.equal(decoder.pending, true);
    decoder.push(Buffer.from([1]));
    assert.equal(decoder.pending, false);
  });

  test('does not take memory for what is only announced', () => {
    const decoder = new FrameDecoder({ onFrame: () => undefined });
    const before = process.memoryUsage().arrayBuffers;
    decoder.push(Buffer.from('3fffffff', 'hex'));
    decoder.push(Buffer.from('0102', 'hex'));
    assert.ok(process.memoryUsage().arrayBuffers - before < 9 * 1024 * 1024);
  });

  const sized = (body: Buffer): Buffer => {
    const size = Buffer.alloc(4);
    size.writeInt32BE(body.length);
    return Buffer.concat([size, body]);
  };

  test('assembles a frame larger than its first step', () => {
    const body = Buffer.alloc(19_000_001, 'pattern');
    const bytes = sized(body);
    const [frame] = framesOf((d) => {
      for (let at = 0; at < bytes.length; at += 65536) d.push(bytes.subarray(at, at + 65536));
    });
    assert.ok(frame?.equals(body));
  });

  test('takes what was read to where it belongs without copying it', () => {
    const bodies = [Buffer.alloc(200_000, 'one'), Buffer.from('small'), Buffer.alloc(19_000_001, 'two')];
    const stream = Buffer.concat(bodies.map(sized));
    const elsewhere = Buffer.alloc(10_000);
    const frames: Buffer[] = [];
    const decoder = new FrameDecoder({ onFrame: (frame) => frames.push(frame) });
    const memories = new Set<ArrayBufferLike>();
    let readInPlace = 0;
    for (let at = 0; at < stream.length;) {
      const { space } = decoder;
      const target = space ?? elsewhere;
      // Now as much as there is room for, now less.
      const n = stream.copy(target, 0, at, at + (at % 3 === 0 ? target.length : 70_001));
      if (space !== undefined) {
        memories.add(space.buffer);
        readInPlace += n;
      }
      decoder.push(target.subarray(0, n));
      at += n;
    }
    assert.deepEqual(
      frames.map((frame) => frame.length),
      bodies.map((body) => body.length),
    );
    frames.forEach((frame, i) => {
      assert.ok(frame.equals(bodies[i] as Buffer));
    });
    assert.ok(readInPlace > 19_000_000);
    assert.ok(memories.has(frames[0]?.buffer as ArrayBuffer) && memories.has(frames[2]?.buffer as ArrayBuffer));
  });

  test('has no room to offer where little is missing', () => {
    const decoder = new FrameDecoder({ onFrame: () => undefined });
    const room = (): number | undefined => decoder.space?.length;
    assert.equal(room(), undefined);
    decoder.push(Buffer.from('00000064' + '00', 'hex'));
    assert.equal(room(), undefined);
    decoder.push(Buffer.alloc(99));
    decoder.push(sized(Buffer.alloc(100_000)).subarray(0, 5_000));
    assert.equal(room(), 95_004);
  });

  test('refuses a negative and a huge size for good, and says what it may have met', () => {
    for (const [hex, text] of [
      ['ffffffff', /announces -1 bytes/],
      ['7fffffff', /announces 2147483647 bytes/],
      ['15030100', /TLS/],
      [Buffer.from('HTTP').toString('hex'), /HTTP/],
      [Buffer.from('SSH-').toString('hex'), /SSH/],
    ] as const) {
      const decoder = new FrameDecoder({ onFrame: () => undefined, maxFrameBytes: 0x10000000 });
      decoder.push(Buffer.from('0000000161', 'hex'));
      assert.throws(
        () => {
          decoder.push(Buffer.from(hex, 'hex'));
        },
        (e) => e instanceof WireError && text.test(e.message) && e.offset === 5,
      );
      assert.throws(() => {
        decoder.push(Buffer.from('00000000', 'hex'));
      }, WireError);
    }
  });
});

describe('frames', () => {
  test('of a request: size, header, body', () => {
    const bytes = Buffer.concat(
      encodeRequestFrame(Heartbeat, 3, header, { groupId: 'g', generationId: 5, memberId: 'm' }),
    );
    // int16 key, int16 version, int32 correlation id, clientId; then the body
    assert.equal(
      bytes.toString('hex'),
      '0000001e' + '000c0003' + '0000004d' + '0008612d636c69656e74' + '000167' + '00000005' + '00016d' + 'ffff',
    );
    const [frame] = framesOf((d) => {
      d.push(bytes);
    });
    const r = new Reader(frame as Buffer);
    assert.deepEqual(readRequestHeader(r), { apiKey: 12, apiVersion: 3, ...header });
    assert.equal(Heartbeat.request.read(r, 3).memberId, 'm');
    r.finish();
  });

  test('of a flexible request have header version 2, whose clientId is not compact', () => {
    const bytes = Buffer.concat(encodeRequestFrame(Heartbeat, 4, { correlationId: 1, clientId: null }, {}));
    assert.equal(bytes.toString('hex', 4, 15), '000c000400000001ffff00');
  });

  test('of a response: header version 1 when flexible, but always 0 for ApiVersions', () => {
    const flexible = Buffer.concat(encodeResponseFrame(Heartbeat, 4, 9, { errorCode: 27 }));
    assert.equal(flexible.toString('hex'), '0000000c' + '0000000900' + '00000000' + '001b' + '00');
    const versions = Buffer.concat(encodeResponseFrame(ApiVersions, 3, 9, { errorCode: 35 }));
    assert.equal(versions.toString('hex', 0, 10), '0000000c' + '00000009' + '0023');
    const r = new Reader(versions, 4);
    assert.deepEqual(readResponseHeader(r, ApiVersions, 3).correlationId, 9);
    assert.equal(ApiVersions.response.read(r, 3).errorCode, 35);
  });

  test('have the header that Kafka gives them', () => {
    assert.equal(requestHeaderVersion(ApiVersions, 2), 1);
    assert.equal(requestHeaderVersion(ApiVersions, 3), 2);
    assert.equal(responseHeaderVersion(ApiVersions, 3), 0);
    const controlledShutdown = {
      key: 7,
      name: 'ControlledShutdown',
      request: { flexibleSince: 3 },
      response: { flexibleSince: 3 },
    };
    assert.deepEqual(
      [0, 1, 2, 3].map((v) => requestHeaderVersion(controlledShutdown, v)),
      [0, 1, 1, 2],
    );
    assert.deepEqual(
      [0, 1, 2, 3].map((v) => responseHeaderVersion(controlledShutdown, v)),
      [0, 0, 0, 1],
    );
  });

  test('carry large record sets as they are, without a copy', () => {
    const large = Buffer.alloc(2000, 1);
    const small = Buffer.alloc(20, 2);
    const body = {
      acks: -1,
      topicData: [
        {
          name: 't',
          partitionData: [
            { index: 0, records: large },
            { index: 1, records: small },
            { index: 2, records: large },
          ],
        },
      ],
    };
    for (const version of [3, 9, 12]) {
      const chunks = encodeRequestFrame(Produce, version, header, body);
      assert.equal(chunks.filter((chunk) => chunk === large).length, 2);
      const bytes = Buffer.concat(chunks);
      assert.equal(bytes.readInt32BE(0), bytes.length - 4);
      const r = new Reader(bytes, 4);
      readRequestHeader(r);
      assert.deepEqual(bytes.subarray(r.offset), Produce.request.encode(version, body));
    }
  });

  test('written one after the other do not share bytes', () => {
    const frames = Array.from({ length: 3000 }, (_, i) =>
      encodeRequestFrame(Heartbeat, 3, { correlationId: i, clientId: null }, { generationId: i }),
    );
    frames.forEach((chunks, i) => {
      const r = new Reader(Buffer.concat(chunks), 4);
      assert.equal(readRequestHeader(r).correlationId, i);
      assert.equal(Heartbeat.request.read(r, 3).generationId, i);
    });
  });

  test('that could not be written leave nothing behind', () => {
    assert.throws(() => encodeRequestFrame(Heartbeat, 0, header, { groupId: 'g', generationId: 1.5 }), WireError);
    assert.equal(Heartbeat.response.encode(0, { errorCode: 1 }).toString('hex'), '0001');
  });

  test('of an unknown API cannot be read, and the error says so', () => {
    const r = new Reader(Buffer.from('7fff000000000001ffff', 'hex'));
    assert.throws(
      () => readRequestHeader(r),
      (e) => e instanceof UnsupportedVersionError && /no API has the key 32767/.test(e.message),
    );
  });
});

describe('the dynamic four', () => {
  test('do what the typed ones do', () => {
    const request = { groupId: 'g', generationId: 3, memberId: 'm', groupInstanceId: null };
    assert.deepEqual(encodeRequest(12, 4, request), Heartbeat.request.encode(4, request));
    assert.deepEqual(decodeRequest(12, 4, encodeRequest(12, 4, request)), request);
    const response = { throttleTimeMs: 5, errorCode: 25 };
    assert.deepEqual(decodeResponse(12, 4, encodeResponse(12, 4, response)), response);
    assert.equal(apiByKey(12), Heartbeat);
    assert.equal(apiByKey(9999), undefined);
    assert.throws(() => encodeRequest(9999, 0, {}), WireError);
  });
});
