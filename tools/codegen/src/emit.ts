import {
  condition,
  defaultName,
  defaultOf,
  flexible,
  readValue,
  type Scope,
  typeOf,
  writeValue,
} from './emit-expressions.ts';
import type { LoadedSchema } from './load.ts';
import {
  covers,
  everyVersion,
  type Field,
  intersect,
  type MessageModel,
  type RecordPart,
  type SchemaModel,
  type Struct,
  type Versions,
} from './model.ts';
import { comment, wrap } from './text.ts';

const GENERATED = '// Generated from packages/wire/schema by `npm run codegen`. Do not edit.';

/** The TypeScript of some schema files, before formatting. */
export function emitFile(schemas: readonly LoadedSchema[]): string {
  const body = schemas
    .map(({ file, model }) => [`// From schema/${file}.ts`, ...emitSchema(model)].join('\n\n'))
    .join('\n\n');
  return `${GENERATED}\n${imports(body)}\n${body}\n`;
}

function emitSchema(model: SchemaModel): string[] {
  const messages = model.kind === 'api' ? [model.request, model.response] : [model.message];
  return [
    ...(model.kind === 'api' ? [emitApi(model)] : [emitData(model)]),
    ...messages.flatMap((message) => preOrder(message).map((struct) => emitInterface(struct, message, model))),
    ...messages.flatMap((message) => message.structs.flatMap((struct) => emitFunctions(struct, message))),
  ];
}

/** The structures of a message, each before those inside it. */
function preOrder({ body }: MessageModel): Struct[] {
  const out = new Set<Struct>();
  const visit = (struct: Struct): void => {
    out.add(struct);
    for (const { type } of struct.fields) if (typeof type !== 'string') visit(type);
  };
  visit(body);
  return [...out];
}

/** The file that exports all messages: `groups` are the files they are in, by name without suffix. */
export function emitIndex(groups: ReadonlyMap<string, readonly LoadedSchema[]>): string {
  const imported: string[] = [];
  const parts: (RecordPart & { name: string })[] = [];
  const apis: string[] = [];
  for (const [file, schemas] of groups) {
    const names = schemas.flatMap(({ model }) => {
      if (model.kind === 'api') apis.push(model.name);
      else if (model.record === undefined) return [];
      else parts.push({ name: model.name, ...model.record });
      return model.name;
    });
    if (names.length > 0) imported.push(`import { ${names.join(', ')} } from './${file}.ts';`);
  }
  return [
    GENERATED,
    `import type { Api${parts.length > 0 ? ', RecordTypes' : ''} } from '../message-type.ts';`,
    ...imported,
    '',
    ...[...groups.keys()].map((file) => `export * from './${file}.ts';`),
    '',
    '/** Every API, in the order of the keys. */',
    `export const apis: readonly Api<unknown, unknown>[] = [${apis.join(', ')}] as readonly Api<unknown, unknown>[];`,
    '',
    ...[...new Set(parts.map(({ topic }) => topic))].sort().map((topic) => emitRecords(topic, parts)),
  ].join('\n');
}

/** The lookup for the records of a topic: a key and a value of each type. */
function emitRecords(topic: string, all: readonly (RecordPart & { name: string })[]): string {
  const parts = all.filter((part) => part.topic === topic);
  const types = [...new Set(parts.map(({ type }) => type))].sort((a, b) => a - b);
  const entries = types.map((type) => {
    const names = (['key', 'value'] as const).map((wanted) => {
      const found = parts.filter((other) => other.type === type && other.part === wanted);
      if (found.length !== 1 || found[0] === undefined)
        throw new Error(
          `${topic}: records of type ${String(type)} have ${String(found.length)} schemas for the ${wanted}`,
        );
      return `${wanted}: ${found[0].name}`;
    });
    return `${String(type)}: { ${names.join(', ')} }`;
  });
  const name = topic.replace(/^_+/, '').replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `/** The records of ${topic}, by type. */
export const ${name}Records: RecordTypes = { ${entries.join(', ')} };
`;
}

function imports(body: string): string {
  const code = body.replace(/\/\*\*[\s\S]*?\*\//g, '');
  const used = (name: string): boolean => new RegExp(`(?<![.\\w])${name}\\b(?!:)`).test(code);
  const from = (names: string[], file: string): string[] => {
    const needed = names.filter((name) => used(name.replace('type ', '')));
    if (needed.length === 0) return [];
    const types = needed.every((name) => name.startsWith('type '));
    const list = types ? needed.map((name) => name.slice(5)) : needed;
    return [`import ${types ? 'type ' : ''}{ ${list.join(', ')} } from '../${file}.ts';`];
  };
  return [
    ...from(['NO_BYTES', 'or', 'set'], 'defaults'),
    ...from(['type Api', 'type MessageInit', 'type MessageType'], 'message-type'),
    ...from(['api', 'Message'], 'message'),
    ...from(['type Reader'], 'reader'),
    ...from(['type UnknownTag'], 'unknown-tag'),
    ...from(['ZERO_UUID'], 'uuid'),
    ...from(['type Writer'], 'writer'),
    '',
  ].join('\n');
}

function emitApi(model: SchemaModel & { kind: 'api' }): string {
  const { name, key, request, response } = model;
  return `${history(model, `API ${String(key)}. ${model.about} Goes to ${model.target}.`)}
export const ${name}: Api<${request.name}, ${response.name}> = /* @__PURE__ */ api(${String(key)}, '${name}', ${construct(request)}, ${construct(response)});`;
}

function emitData(model: SchemaModel & { kind: 'data' }): string {
  const { name } = model.message;
  return `${history(model, [model.about, ...placeOf(model)].join(' '))}
export const ${name}: MessageType<${name}> = ${construct(model.message)};`;
}

/** Where the records are that have it, and what stands before it. */
function placeOf({ record }: SchemaModel & { kind: 'data' }): string[] {
  if (record === undefined) return [];
  const prefix = record.part === 'key' ? 'that number' : 'the version';
  return [
    `The ${record.part} of records of type ${String(record.type)} in ${record.topic}; an int16 with ${prefix} stands before it.`,
  ];
}

function construct(message: MessageModel): string {
  const { name, versions, flexibleSince } = message;
  return `/* @__PURE__ */ new Message('${name}', [${String(versions.from)}, ${String(versions.to)}], ${String(flexibleSince)}, read${name}, write${name})`;
}

function history(model: SchemaModel, about: string): string {
  const lines = model.changes.map(([version, what]) => `- v${String(version)}: ${what}`);
  if (model.kind === 'api' && model.unstable !== undefined)
    lines.push(`\nVersion ${String(model.unstable)} is not stable yet.`);
  return comment([...wrap(about), '', ...lines.join('\n').split('\n')], '');
}

function emitInterface(struct: Struct, message: MessageModel, model: SchemaModel): string {
  const isBody = struct === message.body;
  const about = isBody
    ? model.kind === 'api'
      ? `${message === model.request ? 'The request' : 'The response'} of {@link ${model.name}}.`
      : model.about
    : struct.about;
  const fields = struct.fields.map(
    (field) => `${comment(wrap(describe(field, struct.versions)), '  ')}\n  ${field.name}: ${typeOf(field)};`,
  );
  if (message.flexibleSince <= struct.versions.to) {
    fields.push(
      '  /** Tagged fields of unknown meaning; there only when there are some. */\n  unknownTags?: UnknownTag[];',
    );
  }
  return `${comment(wrap(about), '')}\nexport interface ${struct.name} {\n${fields.join('\n')}\n}`;
}

/** A field's sentence, and what its versions are and what it is when it is not there. */
function describe(field: Field, scope: Versions): string {
  const { from, to } = field.versions;
  const facts: string[] = [];
  if (!covers(field.versions, scope)) {
    facts.push(
      to >= scope.to
        ? `since v${String(from)}`
        : from === to
          ? `v${String(from)} only`
          : from <= scope.from
            ? `until v${String(to)}`
            : `v${String(from)} to v${String(to)}`,
    );
  }
  if (field.nullable && !covers(field.nullable, field.versions)) {
    const n = field.nullable;
    facts.push(
      n.to >= field.versions.to ? `null since v${String(n.from)}` : `null in v${String(n.from)} to v${String(n.to)}`,
    );
  }
  if (field.default !== undefined) facts.push(`default ${field.default}`);
  return facts.length === 0 ? field.about : `${field.about} (${facts.join(', ')})`;
}

function emitFunctions(struct: Struct, message: MessageModel): string[] {
  const scope = { versions: struct.versions, flexibleSince: message.flexibleSince };
  const needsDefault = message.structs.some((other) =>
    other.fields.some((field) => field.type === struct && !field.isArray && field.default !== 'null'),
  );
  return [...(needsDefault ? [emitDefault(struct)] : []), emitRead(struct, scope), emitWrite(struct, scope)];
}

/** Frozen, because it stands in for the absent structure in many messages. */
function emitDefault(struct: Struct): string {
  const fields = struct.fields.map((field) => `${field.name}: ${defaultOf(field)}`);
  return `const ${defaultName(struct)}: ${struct.name} = /* @__PURE__ */ Object.freeze({ ${fields.join(', ')} });`;
}

function emitRead(struct: Struct, scope: Scope): string {
  const values = struct.fields.map((field) => {
    const when = condition(untagged(field), scope.versions);
    if (untagged(field).from > untagged(field).to) return `    ${field.name}: ${defaultOf(field)},`;
    const value = readValue(field, { ...scope, versions: intersect(scope.versions, untagged(field)) });
    return `    ${field.name}: ${when ? `${when} ? ${value} : ${defaultOf(field)}` : value},`;
  });
  const tagged = struct.fields.filter((field) => field.tag !== undefined);
  const mode = flexible(scope);
  const usesFlexible = mode === 'flexible';
  const head = [
    `function read${struct.name}(r: Reader, version: number): ${struct.name} {`,
    ...(usesFlexible ? [`  const flexible = version >= ${String(scope.flexibleSince)};`] : []),
  ];
  if (mode === 'false') return tidy([...head, '  return {', ...values, '  };', '}']);
  const literal = [`  const m: ${struct.name} = {`, ...values, '  };'];
  if (tagged.length === 0) {
    return tidy([
      ...head,
      ...literal,
      `  const unknownTags = r.unknownTags(${mode});`,
      '  if (unknownTags !== undefined) m.unknownTags = unknownTags;',
      '  return m;',
      '}',
    ]);
  }
  const branches = tagged.map((field, i) => {
    const range = field.tag?.versions ?? everyVersion;
    const inner = { from: Math.max(scope.flexibleSince, scope.versions.from), to: scope.versions.to };
    const when = condition(range, inner);
    const value = readValue(field, { ...scope, versions: intersect(inner, range) }, true);
    return `      ${i > 0 ? 'else ' : ''}if (tag === ${String(field.tag?.number)}${when && ` && ${when}`}) m.${field.name} = ${value};`;
  });
  const loop = [
    '    let unknownTags: UnknownTag[] | undefined;',
    '    for (let n = r.tagCount(); n > 0; n--) {',
    '      const tag = r.tag();',
    '      const end = r.tagEnd;',
    ...branches,
    '      else {',
    '        unknownTags = r.unknownTag(unknownTags, tag);',
    '        continue;',
    '      }',
    '      unknownTags = r.endTag(end, unknownTags);',
    '    }',
    '    if (unknownTags !== undefined) m.unknownTags = unknownTags;',
  ];
  return tidy([
    ...head,
    ...literal,
    ...(usesFlexible ? ['  if (flexible) {', ...loop, '  }'] : loop),
    '  return m;',
    '}',
  ]);
}

function emitWrite(struct: Struct, scope: Scope): string {
  const mode = flexible(scope);
  const lines = [
    `function write${struct.name}(w: Writer, version: number, m: MessageInit<${struct.name}>): void {`,
    ...(mode === 'flexible' ? [`  const flexible = version >= ${String(scope.flexibleSince)};`] : []),
  ];
  for (const field of struct.fields) {
    const plain = untagged(field);
    if (plain.from <= plain.to) {
      const when = condition(plain, scope.versions);
      const value = writeValue(field, `or(m.${field.name}, ${defaultOf(field)})`, {
        ...scope,
        versions: intersect(scope.versions, plain),
      });
      lines.push(`  ${when ? `if (${when}) ` : ''}${value}`);
    }
    // Neither here nor as a tag: then a value would be lost without a word.
    const absent = condition(field.versions, scope.versions);
    if (absent && !field.ignorable) {
      lines.push(
        plain.from <= plain.to && !field.tag
          ? `  else if (set(m.${field.name}, ${defaultOf(field)})) w.absent(version);`
          : `  if (!(${absent}) && set(m.${field.name}, ${defaultOf(field)})) w.absent(version);`,
      );
    }
  }
  if (mode === 'false') return tidy([...lines, '}']);
  const tagged = struct.fields
    .filter((field) => field.tag !== undefined)
    .sort((a, b) => (a.tag?.number ?? 0) - (b.tag?.number ?? 0));
  if (tagged.length === 0) return tidy([...lines, `  w.unknownTags(m.unknownTags, ${mode}, version);`, '}']);
  const section = tagged.flatMap((field) => {
    const range = field.tag?.versions ?? everyVersion;
    const inner = { from: Math.max(scope.flexibleSince, scope.versions.from), to: scope.versions.to };
    const when = condition(range, inner);
    const value = writeValue(
      field,
      `or(m.${field.name}, ${defaultOf(field)})`,
      { ...scope, versions: intersect(inner, range) },
      true,
    );
    return [
      `    if (${when && `${when} && `}set(m.${field.name}, ${defaultOf(field)})) {`,
      `      const at = w.beginTag(tags, ${String(field.tag?.number)});`,
      `      ${value}`,
      '      w.endTag(at);',
      '    }',
    ];
  });
  const body = ['    const tags = w.beginTags(m.unknownTags);', ...section, '    w.endTags(tags);'];
  return tidy([
    ...lines,
    ...(mode === 'flexible'
      ? ['  if (flexible) {', ...body, '  } else w.unknownTags(m.unknownTags, false, version);']
      : body),
    '}',
  ]);
}

/** The versions in which a field stands in the body proper. */
function untagged(field: Field): Versions {
  if (field.tag === undefined) return field.versions;
  // A field that became tagged later stands in the body before.
  return { from: field.versions.from, to: Math.min(field.versions.to, field.tag.versions.from - 1) };
}

/** Drops what a function declares and does not use. */
function tidy(lines: string[]): string {
  const flexibleLine = lines.findIndex((line) => line.startsWith('  const flexible = '));
  const rest = lines.filter((_, i) => i !== flexibleLine).join('\n');
  const kept = flexibleLine >= 0 && !/\bflexible\b/.test(rest) ? rest.split('\n') : lines;
  const text = kept.join('\n');
  const usesVersion = /(?<!\.)\bversion\b(?!:)/.test(text.slice(text.indexOf('{\n')));
  return usesVersion ? text : text.replace(', version: number', ', _version: number');
}
