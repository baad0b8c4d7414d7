import { parseArgs } from 'node:util';
import { nearest } from '@k/wire';
import { OPTIONS, type OptionName } from './option-table.ts';
import { UsageError } from './usage-error.ts';

const CONFIG = Object.fromEntries(
  Object.entries(OPTIONS).map(([name, { value, repeats }]) => [
    name,
    { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: repeats === true },
  ]),
);

/** What was given on the command line; nothing of it has been looked at but names. */
export class CommandLine {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  has(name: OptionName): boolean {
    return this.#values[name] !== undefined;
  }

  text(name: OptionName): string | undefined {
    return this.#values[name] as string | undefined;
  }

  /** Of an option that repeats. */
  texts(name: OptionName): readonly string[] {
    return (this.#values[name] as readonly string[] | undefined) ?? [];
  }

  /** @throws UsageError */
  number(name: OptionName): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!/^\d+$/.test(text)) throw new UsageError(`--${name}: expected a whole number, got "${text}"`);
    return Number(text);
  }

  /** @throws UsageError */
  choice<T extends string>(name: OptionName, choices: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    if (found === undefined) throw new UsageError(`--${name}: expected ${choices.join(' or ')}, got "${text}"`);
    return found;
  }
}

/** @throws UsageError for what is no option, for one without its value, and for one that was given twice */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { tokens } = parseArgs({ args: [...args], options: CONFIG, strict: false, tokens: true });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') throw new UsageError(`"${token.value}" is no option${asked(token.value)}`);
    if (token.kind !== 'option') continue;
    const { name, rawName } = token;
    const known = Object.hasOwn(OPTIONS, name) ? OPTIONS[name as OptionName] : undefined;
    if (known === undefined) throw new UsageError(`unknown option ${rawName}${meant(name)}`);
    if (seen.has(name) && known.repeats !== true) throw new UsageError(`${rawName} was given twice`);
    seen.add(name);
    checkValue(rawName, known.value, token);
  }
  return new CommandLine(parseArgs({ args: [...args], options: CONFIG, strict: true }).values);
}

/** @throws UsageError. In the words of all other errors: parseArgs has its own. */
function checkValue(
  rawName: string,
  wanted: string | undefined,
  { value, inlineValue }: { readonly value?: string | undefined; readonly inlineValue?: boolean | undefined },
): void {
  if (wanted === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value, got "${value}"`);
    return;
  }
  if (value === undefined) throw new UsageError(`${rawName} needs a value: ${rawName} ${wanted}`);
  if (inlineValue !== true && value.startsWith('-')) {
    throw new UsageError(`${rawName} needs a value: ${rawName} ${wanted}; or is it ${rawName}=${value}?`);
  }
}

function meant(name: string): string {
  const near = nearest(name, Object.keys(OPTIONS));
  return near === undefined ? '' : `, did you mean --${near}?`;
}

/** What was probably meant by a word without dashes. */
function asked(word: string): string {
  if (/^\d+$/.test(word)) return `, did you mean --port ${word}?`;
  const [name = ''] = word.split('=');
  return Object.hasOwn(OPTIONS, name) ? `, did you mean --${word}?` : '';
}
