import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Versions } from './model.ts';

/** What a Kafka release has, by the name of the message. */
export interface Release {
  /** e.g. `4.4.0` */
  readonly version: string;
  readonly messages: ReadonlyMap<string, Versions>;
}

/**
 * The versions that Kafka's own classes have, release by release, the oldest first: every one of them wrote a line into
 * `test-fixtures/wire`.
 */
export async function kafkaReleases(folder: string): Promise<Release[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl.gz'));
  const releases = await Promise.all(
    names.map(async (name) => {
      const messages = new Map<string, Versions>();
      const text = gunzipSync(await readFile(path.join(folder, name))).toString('utf8');
      for (const [, message = '', digits] of text.matchAll(/^\{"message":"(\w+)","version":(\d+),/gm)) {
        const version = Number(digits);
        const { from, to } = messages.get(message) ?? { from: version, to: version };
        messages.set(message, { from: Math.min(from, version), to: Math.max(to, version) });
      }
      return { version: /(\d+\.\d+\.\d+)/.exec(name)?.[1] ?? name, messages };
    }),
  );
  return releases.sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
}
