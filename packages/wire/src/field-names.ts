import { nearest } from './nearest.ts';
import { Reader } from './reader.ts';
import { showValue } from './show-value.ts';
import type { UnknownTag } from './unknown-tag.ts';

const EMPTY = Buffer.alloc(0);

/** Tags run from 0; none of Kafka's structures has as many as this. */
const TAGS = 16;

interface WrongName {
  readonly path: string;
  readonly reason: string;
}

/**
 * Finds fields in a message that it does not have. A field that is left out takes its default, so a misspelt one would go
 * unnoticed.
 *
 * The names are not written down anywhere but in the generated code that reads the message. So that is had read one of
 * which every part is there, once for each version that is asked about.
 */
export class FieldNames {
  private readonly read: (r: Reader, version: number) => unknown;
  /** Such a message, by version. */
  private readonly everything = new Map<number, object>();

  constructor(read: (r: Reader, version: number) => unknown) {
    this.read = read;
  }

  /** The first field of `body` that the message does not have. @param most of an array so many elements are looked at */
  wrongIn(version: number, body: object, most: number): WrongName | undefined {
    let known = this.everything.get(version);
    if (known === undefined) {
      known = this.read(new EverythingReader(), version) as object;
      this.everything.set(version, known);
    }
    return wrongField(body, known, '', most);
  }
}

/** Reads a message that has an element in each array, every structure that may be absent, and each tagged field. */
class EverythingReader extends Reader {
  private nextTag = 0;

  constructor() {
    // Probing, it gives a 1 for whatever is not there.
    super(EMPTY, 0, 0, 1);
  }

  override arrayLength(): number {
    return 1;
  }

  override nullableArrayLength(): number {
    return 1;
  }

  override tagCount(): number {
    this.nextTag = 0;
    return TAGS;
  }

  override tag(): number {
    // What is read until the end of the tag may have tags itself.
    this.tagEnd = this.nextTag++;
    return this.tagEnd;
  }

  override endTag(tag: number, tags: UnknownTag[] | undefined): UnknownTag[] | undefined {
    this.nextTag = tag + 1;
    return tags;
  }

  override unknownTag(tags: UnknownTag[] | undefined): UnknownTag[] {
    return tags ?? [];
  }

  override unknownTags(): undefined {
    return undefined;
  }
}

function wrongField(part: object, known: object, path: string, most: number): WrongName | undefined {
  if (Array.isArray(part)) return { path, reason: `expected an object, got ${showValue(part)}` };
  const fields = part as Readonly<Record<string, unknown>>;
  const standards = known as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value === undefined || name === 'unknownTags') continue;
    const at = path === '' ? name : `${path}.${name}`;
    if (!Object.hasOwn(standards, name)) return { path: at, reason: noSuchField(name, fields, standards) };
    const wrong = wrongInside(value, standards[name], at, most);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function wrongInside(value: unknown, known: unknown, path: string, most: number): WrongName | undefined {
  if (typeof known !== 'object' || known === null || known instanceof Uint8Array) return undefined;
  if (!Array.isArray(known)) return wrongPart(value, known, path, most);
  const element: unknown = known[0];
  // Numbers and text have been looked at by the writer.
  if (typeof element !== 'object' || element === null || !Array.isArray(value)) return undefined;
  for (let i = 0; i < value.length && i < most; i++) {
    const wrong = wrongPart(value[i], element, `${path}[${String(i)}]`, most);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function wrongPart(value: unknown, known: object, path: string, most: number): WrongName | undefined {
  if (value === null) return undefined; // where it must not be the writer has said so
  if (typeof value !== 'object') return { path, reason: `expected an object, got ${showValue(value)}` };
  return wrongField(value, known, path, most);
}

function noSuchField(name: string, given: object, standards: object): string {
  const near = nearest(
    name,
    Object.keys(standards).filter((field) => !Object.hasOwn(given, field)),
  );
  return near === undefined ? 'there is no such field' : `there is no such field, did you mean "${near}"?`;
}
