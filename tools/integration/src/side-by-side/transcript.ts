import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { RECORDED_VERSION } from './sides.ts';

const FOLDER = fileURLToPath(new URL('../../../../../test-fixtures/admin/', import.meta.url));

/** What was said to each of the things that were asked, in their order. */
export type Transcript = ReadonlyMap<string, string>;

const PROMPT = '$ ';

/** As a session at a prompt: a line that begins with `$ ` for each thing asked, and below it what was said. */
export function formatTranscript(transcript: Transcript): string {
  return [...transcript].map(([asked, said]) => `${PROMPT}${asked}\n${said === '' ? '' : `${said}\n`}`).join('\n');
}

export function parseTranscript(text: string): Map<string, string> {
  const parts = `\n${text}`.split(`\n${PROMPT}`).slice(1);
  return new Map(
    parts.map((part) => {
      const [asked = '', ...said] = part.split('\n');
      return [asked, said.join('\n').trimEnd()];
    }),
  );
}

function fileOf(name: string): string {
  return path.join(FOLDER, `kafka-${RECORDED_VERSION}`, `${name}.txt`);
}

/** What the real Kafka said; empty where it was not asked yet. */
export async function recorded(name: string): Promise<Map<string, string>> {
  return parseTranscript(await readFile(fileOf(name), 'utf8').catch(() => ''));
}

export async function record(name: string, transcript: Transcript): Promise<void> {
  await mkdir(path.dirname(fileOf(name)), { recursive: true });
  await writeFile(fileOf(name), formatTranscript(transcript));
}
