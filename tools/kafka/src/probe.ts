import net from 'node:net';

const API_VERSIONS = 18;
const METADATA = 3;

/**
 * Asks a broker for its metadata. Written on plain bytes, without our own packages:
 * whether a Kafka is up must not depend on the code that is tested against it.
 * @param announces whether the broker knows ApiVersions; before 0.10 it closes the connection on it, or is silent
 * @returns how many brokers the metadata lists; undefined when there was no answer
 */
export async function probeBrokers(
  host: string,
  port: number,
  timeoutMs: number,
  announces = true,
): Promise<number | undefined> {
  try {
    let version = 0;
    if (announces) {
      version = lowestVersionOf(METADATA, await ask(host, port, timeoutMs, API_VERSIONS, 0, Buffer.alloc(0)));
    }
    // A list of no topics, which is all of them at first; from version 4 on, whether to create them.
    const body = Buffer.alloc(version >= 4 ? 5 : 4);
    const answer = await ask(host, port, timeoutMs, METADATA, version, body);
    return answer.readInt32BE(version >= 3 ? 4 : 0);
  } catch {
    return undefined;
  }
}

/** @returns whether somebody listens there */
export function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, host, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}

/** Sends a text and resolves with all that comes back until the other side closes. Who is silent for so long is given up. */
export function say(host: string, port: number, text: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = net.connect(port, host, () => socket.write(text));
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer to "${text}" within ${timeoutMs} ms`)));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(answer);
    });
  });
}

/** In ApiVersions v0: int16 error, then an array of key, lowest and highest version, int16 each. */
function lowestVersionOf(api: number, answer: Buffer): number {
  const count = answer.readInt32BE(2);
  for (let i = 0; i < count; i++) {
    const position = 6 + i * 6;
    if (answer.readInt16BE(position) === api) return answer.readInt16BE(position + 2);
  }
  throw new Error(`API ${api} is not announced`);
}

/** One request on a connection of its own; resolves with what follows the correlation id. */
function ask(
  host: string,
  port: number,
  timeoutMs: number,
  api: number,
  version: number,
  body: Buffer,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const clientId = Buffer.from('probe');
    const request = Buffer.alloc(4 + 10 + clientId.length + body.length);
    request.writeInt32BE(request.length - 4, 0);
    request.writeInt16BE(api, 4);
    request.writeInt16BE(version, 6);
    request.writeInt16BE(clientId.length, 12);
    clientId.copy(request, 14);
    body.copy(request, 14 + clientId.length);

    let received = Buffer.alloc(0);
    const socket = net.connect(port, host, () => socket.write(request));
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('no answer')));
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error('closed without an answer'));
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return;
      resolve(received.subarray(8));
      socket.destroy();
    });
  });
}

/** Throws when something listens on the port already. */
export async function checkPortIsFree(host: string, port: number): Promise<void> {
  const server = await listen(host, port).catch((error: unknown) => {
    throw new Error(`port ${port} cannot be used: ${(error as Error).message}`, { cause: error });
  });
  await new Promise((resolve) => server.close(resolve));
}

export function listen(host: string, port = 0): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      resolve(server);
    });
  });
}
