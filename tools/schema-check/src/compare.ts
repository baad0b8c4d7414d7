import type { MessageModel, SchemaModel } from '@k/tool-codegen';
import { type Definition, parseRange } from './definition.ts';
import {
  EXCEPTIONS,
  type Exception,
  NOT_OURS,
  RENAMED_FIELDS,
  RENAMED_MESSAGES,
  type Renamed,
  WORDS_SINCE,
} from './exceptions.ts';
import { type FieldFacts, flexibleSince, ourFields, theirFields } from './facts.ts';
import { hasLater, isBefore } from './release.ts';

export interface Comparison {
  /** Messages and versions that the release has and the schemas lack. */
  readonly missing: readonly string[];
  /** What is otherwise, one line for each field and range of versions. */
  readonly differences: readonly string[];
  /** How much was compared. */
  readonly messages: number;
  readonly versions: number;
  readonly fields: number;
}

interface Ours {
  readonly message: MessageModel;
  readonly model: SchemaModel;
}

/** Compares every field at every version of a release's definitions with the schemas. */
export function compare(
  release: string,
  definitions: readonly Definition[],
  models: readonly SchemaModel[],
  exceptions: readonly Exception[] = EXCEPTIONS,
): Comparison {
  const ours = new Map<string, Ours>();
  for (const model of models) {
    for (const message of model.kind === 'api' ? [model.request, model.response] : [model.message]) {
      ours.set(message.name, { message, model });
    }
  }
  const missing: string[] = [];
  const found = new Map<string, number[]>();
  const counts = { messages: 0, versions: 0, fields: 0 };
  const wordsMayDiffer = isBefore(release, WORDS_SINCE);
  const allowed = exceptions.filter(
    ({ before, since }) =>
      (before === undefined || isBefore(release, before)) && (since === undefined || !isBefore(release, since)),
  );

  for (const definition of definitions) {
    const range = parseRange(definition.validVersions);
    if (range === undefined) continue;
    if (NOT_OURS.some(({ before, names }) => isBefore(release, before) && names.test(definition.name))) continue;
    counts.messages++;
    for (let version = range.from; version <= range.to; version++) {
      const own = counterpart(definition, version, ours);
      if (own === undefined) {
        missing.push(`${definition.name} v${String(version)}`);
        continue;
      }
      counts.versions++;
      const report = (text: string): void => {
        const where = `${definition.name}${text}`;
        found.set(where, [...(found.get(where) ?? []), version]);
      };
      compareMessage(definition, own.ours, report);
      const { message } = own.ours;
      const rules: Rules = {
        renamed: RENAMED_FIELDS[message.name] ?? {},
        laterTags: hasLater(release),
        isAllowed: (field, fact) =>
          (wordsMayDiffer && WORDS.has(fact)) ||
          allowed.some((e) => e.message === message.name && e.field === field && e.fact === fact),
      };
      const [theirs, mine] = [theirFields(definition, version), ourFields(message, own.version)];
      counts.fields += compareFields(theirs, mine, '', rules, report);
    }
  }
  const differences = [...found].map(([text, versions]) => {
    const [first, last] = [String(versions[0]), String(versions[versions.length - 1])];
    return `v${first === last ? first : `${first}-${last}`} ${text}`;
  });
  return { missing, differences, ...counts };
}

/** Our message for one of theirs, and our number for that version. */
function counterpart(
  { name, type }: Definition,
  version: number,
  ours: ReadonlyMap<string, Ours>,
): { ours: Ours; version: number } | undefined {
  const same = ours.get(RENAMED_MESSAGES[name] ?? name);
  // Up to 3.9 the type that begins the key of a coordinator's record passed for its version; there is only version 0.
  if (type === 'data' && same?.model.kind === 'data' && same.model.record?.part === 'key') {
    const { topic } = same.model.record;
    for (const other of ours.values()) {
      const record = other.model.kind === 'data' ? other.model.record : undefined;
      if (record?.part === 'key' && record.topic === topic && record.type === version)
        return { ours: other, version: 0 };
    }
    return undefined;
  }
  if (same === undefined || version < same.message.versions.from || version > same.message.versions.to)
    return undefined;
  return { ours: same, version };
}

function compareMessage(definition: Definition, { message, model }: Ours, report: (text: string) => void): void {
  const flexible = flexibleSince(definition);
  const range = parseRange(definition.validVersions);
  if (
    flexible !== message.flexibleSince &&
    !(flexible > (range?.to ?? 0) && message.flexibleSince > (range?.to ?? 0))
  ) {
    report(`: flexible since ${String(flexible)}, ours ${String(message.flexibleSince)}`);
  }
  if (model.kind === 'api' && definition.apiKey !== model.key) {
    report(`: API key ${String(definition.apiKey)}, ours ${String(model.key)}`);
  }
  if (model.kind === 'data' && model.record !== undefined && definition.apiKey !== undefined) {
    if (definition.apiKey !== model.record.type) {
      report(`: record type ${String(definition.apiKey)}, ours ${String(model.record.type)}`);
    }
  }
}

interface Rules {
  readonly renamed: Renamed;
  /** Whether we may have tagged fields that the release lacks: they need no new version. The newest must have them all. */
  readonly laterTags: boolean;
  readonly isAllowed: (field: string, fact: string) => boolean;
}

const WORDS: ReadonlySet<string> = new Set(['key', 'ignorable', 'entity']);
const FACTS = ['type', 'array', 'nullable', 'tag', 'compact', 'default', 'key', 'ignorable', 'entity'] as const;

function compareFields(
  theirs: readonly FieldFacts[],
  ours: readonly FieldFacts[],
  prefix: string,
  rules: Rules,
  report: (text: string) => void,
): number {
  const nameOf = ({ name }: FieldFacts): string => {
    const names = [name, rules.renamed[name] ?? []].flat();
    return names.find((other) => ours.some((our) => our.name === other)) ?? name;
  };
  const theirOrder = theirs.map(nameOf);
  const ourOrder = ours
    .filter(({ name, tag }) => !(rules.laterTags && tag !== undefined && !theirOrder.includes(name)))
    .map(({ name }) => name);
  if (theirOrder.join() !== ourOrder.join()) {
    report(`${prefix}: has the fields ${theirOrder.join(', ')}, ours ${ourOrder.join(', ')}`);
  }
  let count = 0;
  for (const their of theirs) {
    const our = ours.find(({ name }) => name === nameOf(their));
    if (our === undefined) continue;
    const path = `${prefix}.${our.name}`;
    for (const fact of FACTS) {
      if (their[fact] === our[fact] || rules.isAllowed(path.slice(1), fact)) continue;
      report(`${path}: ${fact} is ${String(their[fact])}, ours ${String(our[fact])}`);
    }
    count += 1 + compareFields(their.fields, our.fields, path, rules, report);
  }
  return count;
}
