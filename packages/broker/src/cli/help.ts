import { OPTIONS, type CommandOption } from './option-table.ts';

const WIDTH = 100;
const INDENT = 30;

const HEAD = `Usage: npx @k/broker [options]        a Kafka for tests, in this process and in memory

When it is up it writes one line to standard output, all else to standard error:

    ready 127.0.0.1:9092

SIGTERM and SIGINT (Ctrl-C) end it; a second one at once.`;

const FOOT = `Exit codes: 0 it was ended; 1 it could not start, such as when a port is in use; 2 it was called wrongly.`;

/** What `--help` prints. */
export function helpText(): string {
  const groups = new Map<string, string[]>();
  for (const [name, option] of Object.entries(OPTIONS)) {
    const lines = groups.get(option.group) ?? [];
    lines.push(entry(name, option));
    groups.set(option.group, lines);
  }
  const sections = [...groups].map(([title, lines]) => `${title}:\n${lines.join('\n')}`);
  return [HEAD, ...sections, FOOT].join('\n\n');
}

/** The option and its value, then what it is for, beside it or below. */
function entry(name: string, option: CommandOption): string {
  const left = `  ${usageOf(name, option)}`;
  const words = wrap(describe(option), WIDTH - INDENT);
  const beside = left.length <= INDENT - 2;
  const first = beside ? left.padEnd(INDENT) + (words.shift() ?? '') : left;
  return [first, ...words.map((line) => ' '.repeat(INDENT) + line)].join('\n');
}

/** `--nodes N` */
export function usageOf(name: string, { value }: CommandOption): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function describe({ sentence, fallback, repeats }: CommandOption): string {
  const notes = [
    ...(repeats === true ? ['repeatable'] : []),
    ...(fallback === undefined ? [] : [`default: ${fallback}`]),
  ];
  return notes.length === 0 ? sentence : `${sentence} (${notes.join('; ')})`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    const line = lines[last] ?? '';
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[last] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
