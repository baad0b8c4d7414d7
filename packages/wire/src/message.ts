import { forgetOmissions, hasOmissions } from './defaults.ts';
import { UnsupportedVersionError } from './errors.ts';
import { FieldNames } from './field-names.ts';
import { wrongArgument } from './wrong-argument.ts';
import { locateRead, locateWrite } from './locate.ts';
import type { Api, MessageInit, MessageType, ReadFunction, WriteFunction } from './message-type.ts';
import { Reader } from './reader.ts';
import { showValue } from './show-value.ts';
import { WireError } from './wire-error.ts';
import { Writer } from './writer.ts';

/** Elements of an array are made by the same code, mostly: in the first ones a misspelt field shows. */
const LOOKED_AT = 4;

/** Gives a pair of generated functions the checks at their edge: versions, ends, and errors that name the field. */
export class Message<T> implements MessageType<T> {
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  readonly flexibleSince: number;
  private readonly readBody: ReadFunction<T>;
  private readonly writeBody: WriteFunction<T>;
  private names: FieldNames | undefined = undefined;

  constructor(
    name: string,
    versions: readonly [min: number, max: number],
    flexibleSince: number,
    read: ReadFunction<T>,
    write: WriteFunction<T>,
  ) {
    this.name = name;
    this.minVersion = versions[0];
    this.maxVersion = versions[1];
    this.flexibleSince = flexibleSince;
    this.readBody = read;
    this.writeBody = write;
  }

  encode(version: number, body: MessageInit<T>): Buffer {
    const w = takeWriter();
    try {
      this.put(w, version, body);
      this.checkNames(version, body, Infinity);
      return w.finish();
    } finally {
      giveWriter(w);
    }
  }

  decode(version: number, bytes: Uint8Array): T {
    if (!((bytes as unknown) instanceof Uint8Array)) {
      const reason = `expected bytes (a Buffer or Uint8Array), got ${showValue(bytes)}`;
      throw new WireError(reason, { messageName: this.name, version });
    }
    const r = new Reader(bytes);
    const message = this.read(r, version);
    if (r.offset !== r.end) {
      throw new WireError(`${String(r.remaining)} bytes left after the last field`, {
        messageName: this.name,
        version,
        offset: r.offset,
      });
    }
    return message;
  }

  write(w: Writer, version: number, body: MessageInit<T>): void {
    forgetOmissions();
    this.put(w, version, body);
    // Who misspells a field leaves it out: what is complete, as busy requests are, is spared the look.
    if (hasOmissions()) this.checkNames(version, body, LOOKED_AT);
  }

  read(r: Reader, version: number): T {
    this.check(version);
    if (!((r as unknown) instanceof Reader)) throw wrongArgument(`${this.name}: read()`, 'r', 'a Reader', r);
    const start = r.offset;
    try {
      return this.readBody(r, version);
    } catch (error) {
      throw locateRead(error, this.name, version, r, start, this.readBody);
    }
  }

  private put(w: Writer, version: number, body: MessageInit<T>): void {
    this.check(version);
    if (!((w as unknown) instanceof Writer)) throw wrongArgument(`${this.name}: write()`, 'w', 'a Writer', w);
    if (typeof body !== 'object' || body === null) {
      throw new WireError(`expected an object, got ${showValue(body)}`, { messageName: this.name, version });
    }
    try {
      this.writeBody(w, version, body);
    } catch (error) {
      throw locateWrite(error, this.name, version, body, this.writeBody);
    }
  }

  /** @param most of an array so many elements are looked at */
  private checkNames(version: number, body: MessageInit<T>, most: number): void {
    this.names ??= new FieldNames(this.readBody);
    const wrong = this.names.wrongIn(version, body as object, most);
    if (wrong === undefined) return;
    throw new WireError(wrong.reason, { messageName: this.name, version, path: wrong.path });
  }

  private check(version: number): void {
    if (!Number.isInteger(version) || version < this.minVersion || version > this.maxVersion) {
      throw new UnsupportedVersionError({
        api: this.name,
        version,
        minVersion: this.minVersion,
        maxVersion: this.maxVersion,
      });
    }
  }
}

/** Makes an API of its two messages, which always have the same versions. */
export function api<Req, Res>(
  key: number,
  name: string,
  request: MessageType<Req>,
  response: MessageType<Res>,
): Api<Req, Res> {
  return { key, name, minVersion: request.minVersion, maxVersion: request.maxVersion, request, response };
}

/** Small messages are written one behind the other into one block of memory; a large one takes its block with it. */
const BLOCK = 64 * 1024;
let spare: Writer | undefined;

/** A writer for one message. Give it back with {@link giveWriter}, also after an error. */
export function takeWriter(): Writer {
  const w = spare ?? new Writer(BLOCK);
  // Encoding may run code of the caller (a getter), and that may encode.
  spare = undefined;
  return w;
}

export function giveWriter(w: Writer): void {
  w.reset();
  if (w.capacity <= 4 * BLOCK) spare = w;
}
