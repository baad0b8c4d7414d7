import { ConfigError, type ConfigIssue } from './errors.ts';
import { ownNameOf } from './foreign-option-names.ts';
import { nearest } from './nearest.ts';
import { numberWords } from './number-words.ts';
import { namesIn, schemaAt } from './schema-at.ts';
import { showValue } from './show-value.ts';

/** As much of a zod issue as is used here. */
interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  /** The names nobody knows, for `unrecognized_keys`. */
  readonly keys?: readonly string[];
  /** What each of the kinds that the option may be has against it, for `invalid_union`. */
  readonly errors?: readonly (readonly SchemaIssue[])[];
  /** The schema that looked at it, and where in that it lies, when a check of the options' own schema used another. */
  readonly within?: { readonly schema: unknown; readonly path: readonly PropertyKey[] };
}

/** As much of a zod schema as is used here; any object with such a `safeParse` will do. */
export interface OptionsSchema<T> {
  safeParse(
    input: unknown,
  ): { success: true; data: T } | { success: false; error: { readonly issues: readonly SchemaIssue[] } };
  /** The fields of an object schema: the names a misspelt option is compared with. */
  readonly shape?: Readonly<Record<string, unknown>>;
}

/**
 * Checks options at the edge. Gives them with their defaults, or throws one ConfigError that names every wrong one,
 * what it got, and what it takes:
 *
 *     KafkaProducer: option "acks": expected 0, 1 or -1 (or "all"), got 7
 *
 * @param subject whose options these are, e.g. `KafkaProducer`
 */
export function parseOptions<T>(subject: string, schema: OptionsSchema<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const explained = result.error.issues.flatMap((issue) => explain(issue, schema, input));
  // A number may be beyond what is allowed, and beyond what can be counted.
  const issues = explained.filter((it, i) => explained.findIndex(({ message }) => message === it.message) === i);
  throw new ConfigError(issues.map((issue) => `${subject}: ${issue.message}`).join('\n'), issues);
}

function explain(issue: SchemaIssue, schema: OptionsSchema<unknown>, input: unknown): ConfigIssue[] {
  const got = valueAt(input, issue.path);
  const meant = meantKind(issue, got);
  if (meant !== undefined) {
    return meant.flatMap((inner) => explain({ ...inner, path: [...issue.path, ...inner.path] }, schema, input));
  }
  const option = issue.path.map(String).join('.');
  const place: Place = issue.within ?? { schema, path: issue.path };
  if (issue.code === 'unrecognized_keys' && issue.keys !== undefined) {
    const known = namesIn(schemaAt(place.schema, place.path));
    return issue.keys.map((key) => unknownOption(option ? `${option}.${key}` : key, key, known));
  }
  const what = expected(issue, place, option);
  // What is wrong with the options as a whole says it all, unless they are none.
  const needsValue = option !== '' || typeof got !== 'object' || got === null;
  // Some checks say themselves what they got.
  const shown = needsValue && !/, got [^,]+$/.test(what) ? `${what}, got ${show(got, option)}` : what;
  const message = option ? `option "${option}": ${shown}` : shown;
  return [{ option, message }];
}

/** Where an option is described. */
interface Place {
  readonly schema: unknown;
  readonly path: readonly PropertyKey[];
}

/**
 * Of an option that may be of several kinds, such as true or an object: what is wrong with it as the one kind that it is of
 * beyond doubt. undefined when it is of none, or might be of several: then all of them are named.
 */
function meantKind({ code, errors = [] }: SchemaIssue, got: unknown): readonly SchemaIssue[] | undefined {
  if (code !== 'invalid_union' || typeof got !== 'object' || got === null) return undefined;
  const isOfKind = (issues: readonly SchemaIssue[]): boolean =>
    issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys');
  const fitting = errors.filter(isOfKind);
  return fitting.length === 1 ? fitting[0] : undefined;
}

function unknownOption(option: string, key: string, known: readonly string[]): ConfigIssue {
  const near = ownNameOf(key, known) ?? nearest(key, known);
  const hint = near === undefined ? '' : `, did you mean "${near}"?`;
  return { option, message: `unknown option "${option}"${hint}` };
}

/** `expected a whole number from 1 on`, or what a check says by itself. */
function expected(issue: SchemaIssue, { schema, path }: Place, option: string): string {
  const isOfZod = issue.code !== undefined && OF_ZOD.includes(issue.code);
  if (isOfZod || issue.message === NO_WORDS) {
    const words = numberWords(schema, path);
    if (words !== undefined) return `expected ${words}`;
  }
  const names = namesIn(schemaAt(schema, path));
  // Of the options as a whole there may be dozens.
  if (option !== '' && names.length > 0 && issue.message.startsWith(NO_OBJECT))
    return `expected { ${names.join(', ')} }`;
  return plainly(issue.message);
}

/** Codes of issues that zod words by itself. */
const OF_ZOD: readonly string[] = ['invalid_type', 'too_small', 'too_big'];
/** What it says of a value that is of none of several kinds, */
const NO_WORDS = 'Invalid input';
/** and of one that is no object. */
const NO_OBJECT = 'Invalid input: expected object';

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** The value in a few characters; never a secret. */
function show(value: unknown, option: string): string {
  // `ssl` and `sasl` too: who takes them for text puts a key, or a JAAS line with its password, there.
  const isSecret = /password|secret|token|hmac|salt|passphrase|(^|\.)(key|pfx|ssl|sasl|users\.[^.]+)$/i.test(option);
  if (isSecret && ['string', 'number', 'bigint'].includes(typeof value)) return `a ${typeof value}`;
  return showValue(value);
}

/** What zod says by itself, in the words of our own messages: what is expected. What was got follows. */
function plainly(message: string): string {
  const expected = message
    .replace(/^(?:Invalid input|Invalid option|Too small|Too big): /, '')
    .replace(/, received .*$/, '')
    .replace('string to have >=1 characters', 'text that is not empty')
    .replace('expected record', 'expected an object')
    .replace('array to have >=1 items', 'an array that is not empty')
    .replace('number to be ', 'a number ');
  return lowerFirst(expected);
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
