import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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

/** Whose: what the real Kafka said, or what `@k/broker` says where it is to say the same and does not yet. */
export type Whose = 'kafka' | 'not-yet';

function fileOf(whose: Whose, name: string): string {
  return path.join(FOLDER, whose === 'kafka' ? `kafka-${RECORDED_VERSION}` : whose, `${name}.txt`);
}

/** @returns empty where there is none */
export async function recorded(name: string, whose: Whose = 'kafka'): Promise<Map<string, string>> {
  return parseTranscript(await readFile(fileOf(whose, name), 'utf8').catch(() => ''));
}

/** Keeps it in place of what was there; one with nothing in it is not kept. */
export async function record(name: string, transcript: Transcript, whose: Whose = 'kafka'): Promise<void> {
  const file = fileOf(whose, name);
  await mkdir(path.dirname(file), { recursive: true });
  if (transcript.size === 0) await rm(file, { force: true });
  else await writeFile(file, formatTranscript(transcript));
}
