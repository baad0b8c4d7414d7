// What the README tells a newcomer to type first, as it stands there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { Metadata } from '@k/wire';
import { RawClient } from '../support/raw-client.ts';
import { Command } from './command.ts';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

it('the README begins with the command, its ready line and what is there then', async () => {
  const example = /^## The command\n\n```sh\nnpx @k\/broker (?<args>.*)\n```\n\n {4}(?<ready>ready .*)$/m.exec(
    readme,
  )?.groups;
  assert.ok(example !== undefined, 'the README has the command and what it prints');
  const { args = '', ready = '' } = example;
  const port = /--port (\d+)/.exec(args)?.[1] ?? '';
  // Something of the machine's may be at that port.
  await using command = new Command(args.replace(port, '0').split(' '));
  const line = await command.ready;
  const [address = ''] = await command.bootstrapServers();
  assert.equal(line.replace(/\d+$/, port), ready);
  const client = await RawClient.tcp(address);
  const { topics } = await client.request(Metadata, 12, { topics: null, allowAutoTopicCreation: false });
  const [topic = '', partitions = ''] = (/--topic (\S+)/.exec(args)?.[1] ?? '').split(':');
  assert.deepEqual(topics.map((it) => [it.name, it.partitions.length]), [[topic, Number(partitions)]]); // prettier-ignore
  assert.ok(readme.includes(`the topic \`${topic}\` with ${partitions} partitions is there`));
  client.close();
  command.child.kill('SIGTERM');
  assert.equal((await command.ended).code, 0);
});

it('the README has what users need in front of what they look up', () => {
  const titles = [...readme.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  assert.deepEqual(titles.slice(0, 4), ['The command', 'In code', 'In your language', 'In tests']);
});
