import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { normal } from './normal.ts';
import { type Told, wordsOf } from './session.ts';
import type { Side } from './sides.ts';
import type { ToolShell } from './tool-shell.ts';

/** How long brokers may be at what a command waits for, on a machine that has much else to do. */
const PATIENCE_MS = 20_000;

/** Runs a command on a side. @returns what it said, without what is another thing at every start, and how it ended */
export async function ask(told: Told, side: Side, shell: ToolShell): Promise<string> {
  const { until } = told;
  const deadline = Date.now() + PATIENCE_MS;
  const words = await withFiles(told, side);
  const where = await wayIn(told.as, side);
  for (;;) {
    const { code, said } = await shell.run(words, where);
    const lines = shown(normal(said, side).trimEnd(), told);
    const answer = [lines, ...(code === 0 ? [] : [`[it ended with ${code}]`])].join('\n').trim();
    if (until === undefined || until.test(answer) || Date.now() > deadline) return answer;
    // It is asked again because nothing tells when the brokers are done.
    await sleep(100);
  }
}

async function withFiles({ run, files = {} }: Told, side: Side): Promise<string[]> {
  let line = run;
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(side.dir, name);
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    line = line.replaceAll(`{${name}}`, file);
  }
  return wordsOf(line);
}

async function wayIn(user: string | undefined, side: Side): Promise<string[]> {
  if (user === undefined) return ['--bootstrap-server', side.servers.join(',')];
  const file = path.join(side.dir, `${user}.properties`);
  const login = `username="${user}" password="${side.passwords[user] ?? ''}"`;
  const settings = {
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': 'SCRAM-SHA-512',
    'sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required ${login};`,
  };
  await writeFile(
    file,
    Object.entries(settings)
      .map((pair) => pair.join('='))
      .join('\n'),
  );
  return ['--bootstrap-server', side.saslServers.join(','), '--command-config', file];
}

function shown(said: string, { anyOrder, pick = (line) => line }: Told): string {
  const lines = said
    .split('\n')
    .map(pick)
    .filter((line) => line !== undefined);
  return (anyOrder === true ? lines.map((line) => line.trim()).sort() : lines).join('\n');
}
