// The code blocks of a text, and what an HTML comment right before a block says about it. A comment is unseen by readers:
//
//   <!-- docs-check
//   skip: why this block is not checked
//   around: lines of code up to the next key; the block stands where the line `…` is, or behind them
//   records: orders {"amount": 3}          (a record that is in the topic before the program begins; may come several times)
//   until: text                            (a program that does not end: SIGTERM once it has printed such a line)
//   -->

/** What may be said of a block. */
export interface Remarks {
  readonly skip?: string;
  /** What stands before the block and behind it when it is compiled. A block that needs it is no whole program. */
  readonly around?: { readonly before: string; readonly behind: string };
  readonly records: readonly { readonly topic: string; readonly value: string }[];
  readonly until?: string;
}

/** A fenced block. */
export interface Block {
  /** The text it is in, relative to the root. */
  readonly file: string;
  /** Line of its first line of code, from 1. */
  readonly line: number;
  /** The word behind the fence: `ts`, `js`, `sh`, `text`; empty where there is none. */
  readonly language: string;
  readonly code: string;
  readonly remarks: Remarks;
  /** What the page says that it prints: the block behind it, if the line between them ends in "prints:". */
  readonly prints?: string;
}

const FENCE = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm;
const COMMENT = /<!-- docs-check\n((?:(?!-->)[\s\S])*)-->\s*$/;

/** @throws Error for a remark that is none of the above */
export function blocksOf(file: string, text: string): Block[] {
  const fences = [...text.matchAll(FENCE)];
  return fences.map((fence, i) => {
    const [whole, indent = '', language = '', inner = ''] = fence;
    const before = text.slice(0, fence.index);
    const line = before.split('\n').length + 1;
    const next = fences[i + 1];
    const between = text.slice(fence.index + whole.length, next?.index);
    const prints = /^\s*[^\n]*prints:\s*$/.test(between) ? next?.[3] : undefined;
    const code = inner.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    const remarks = remarksOf(COMMENT.exec(before)?.[1] ?? '', `${file}:${String(line)}`);
    return { file, line, language, code, remarks, ...(prints !== undefined && { prints }) };
  });
}

/** @param comment what stands between `<!-- docs-check` and `-->` */
function remarksOf(comment: string, where: string): Remarks {
  const parts = comment.split(/^(?=[a-z]+:)/m).filter((part) => part.trim() !== '');
  let remarks: Remarks = { records: [] };
  for (const part of parts) {
    const key = part.slice(0, part.indexOf(':'));
    const value = part.slice(key.length + 1).trim();
    if (key === 'skip' || key === 'until') {
      remarks = { ...remarks, [key]: value };
    } else if (key === 'around') {
      const [before = '', behind = ''] = value.split(/^…\n?/m);
      remarks = { ...remarks, around: { before: `${before.trimEnd()}\n`, behind } };
    } else if (key === 'records') {
      const topic = value.split(' ', 1)[0] ?? '';
      remarks = { ...remarks, records: [...remarks.records, { topic, value: value.slice(topic.length + 1) }] };
    } else {
      throw new Error(`${where}: docs-check knows skip, around, records and until, not "${part.trim()}"`);
    }
    if (value === '') throw new Error(`${where}: docs-check's ${key} says nothing`);
  }
  return remarks;
}

/** TypeScript or JavaScript. */
export function isCode({ language }: Block): boolean {
  return ['ts', 'js', 'mjs'].includes(language);
}

/** A program begins with its imports and needs nothing around it. */
export function isProgram(block: Block): boolean {
  return isCode(block) && block.code.startsWith('import ') && block.remarks.around === undefined;
}

export function placeOf({ file, line }: Block): string {
  return `${file}:${String(line)}`;
}
