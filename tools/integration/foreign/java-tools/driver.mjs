// The tools behind Kafka's bin/*.sh: a Java for each command and each member.
// node driver.mjs VERSION JAVA CLASSPATH BOOTSTRAP_SERVERS
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ownGroup, serve } from '../contract.mjs';

const [version, java, classpath] = process.argv.slice(2);
const JVM = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dfile.encoding=UTF-8', '-cp', classpath];
const CONSUMER = 'org.apache.kafka.tools.consumer.ConsoleConsumer';
// In Scala before 4.0.
const PRODUCER =
  Number(version.split('.')[0]) >= 4 ? 'org.apache.kafka.tools.ConsoleProducer' : 'kafka.tools.ConsoleProducer';
const NONE = '(none)';

/** @param {Record<string, string>} settings */
const list = (option, settings) => Object.entries(settings).flatMap(([name, value]) => [option, `${name}=${value}`]);

function start(className, args) {
  const child = spawn(java, [...JVM, className, ...args]);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (part) => (said += part));
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => (said += `${line}\n`));
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return {
    child,
    lines,
    ended,
    complaint: (code) => new Error(`${className} ended with ${code}: ${said.slice(-2000)}`),
  };
}

/** Runs one to its end. @returns {Promise<string[]>} its lines */
async function run(className, args, input = '') {
  const { child, lines, ended, complaint } = start(className, args);
  const said = [];
  lines.on('line', (line) => said.push(line));
  child.stdin.end(input);
  const code = await ended;
  if (code !== 0) throw complaint(code);
  return said;
}

const FORMAT = list('--property', {
  'print.timestamp': 'true',
  'print.partition': 'true',
  'print.offset': 'true',
  'print.headers': 'true',
  'print.key': 'true',
  'null.literal': NONE,
  'headers.separator': ';',
});

const orNull = (part) => (part === NONE ? null : part);

/** A record from a line of the console consumer; undefined for what is none. */
function seen(line, topic) {
  const match = /^(?:Create|LogAppend)Time:(\d+)\tPartition:(\d+)\tOffset:(\d+)\t([^\t]*)\t([^\t]*)\t(.*)$/s.exec(line);
  if (match === null) return undefined;
  const [, timestamp, partition, offset, headers, key, value] = match;
  return {
    topic,
    partition: Number(partition),
    offset: Number(offset),
    timestamp: Number(timestamp),
    key: orNull(key),
    value: orNull(value),
    headers: headers === 'NO_HEADERS' ? [] : headers.split(';').map((header) => header.split(':')),
  };
}

/** @returns {[topic: string, partition: number][]} what stands in a row as topic:0,1 (before 4.0 as topic(0,1)) */
function assignmentIn(row) {
  const [, topic, partitions] = /(?<=\s)([\w.-]+)[:(](\d+(?:,\d+)*)/.exec(row) ?? [];
  return topic === undefined ? [] : partitions.split(',').map((partition) => [topic, Number(partition)]);
}

await serve((servers) => {
  const bootstrap = ['--bootstrap-server', servers.join(',')];
  const groups = (...args) =>
    run('org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', [...args, ...bootstrap]);
  /** The rows about a group, without the heading. */
  const rowsOf = async (group, ...args) =>
    (await groups('--describe', '--group', group, ...args)).filter((row) => row.startsWith(`${group} `));
  /** What it could not do it prints, and ends well. */
  const change = async (...args) => {
    const said = (await groups(...args)).join('\n');
    if (said.includes('Error: ')) throw new Error(said);
  };
  const admin = {
    groups: () => groups('--list'),
    async describe({ group }) {
      const [state] = await rowsOf(group, '--state');
      const members = await rowsOf(group, '--members', '--verbose');
      return { state: /(\S+)\s+\d+\s*$/.exec(state)?.[1], members: members.map(assignmentIn) };
    },
    delete: ({ group }) => change('--delete', '--group', group),
    async offsets({ group, topic }) {
      const rows = (await rowsOf(group, '--offsets')).map((row) => row.split(/\s+/));
      const mine = rows.filter(([, name]) => name === topic);
      return Object.fromEntries(mine.map(([, , partition, offset]) => [partition, Number(offset)]));
    },
    async move({ group, topic, offsets }) {
      const dir = await mkdtemp(path.join(tmpdir(), 'offsets-'));
      const file = path.join(dir, 'offsets.csv');
      await writeFile(file, offsets.map((offset, partition) => `${topic},${partition},${offset}\n`).join(''));
      await change('--reset-offsets', '--group', group, '--from-file', file, '--execute');
      await rm(dir, { recursive: true });
    },
    forget: ({ group, topic }) => change('--delete-offsets', '--group', group, '--topic', topic),
    grow: ({ topic, partitions }) =>
      run('org.apache.kafka.tools.TopicCommand', [
        '--alter',
        '--topic',
        topic,
        '--partitions',
        String(partitions),
        ...bootstrap,
      ]),
  };
  return {
    admin,
    name: `the tools of Kafka ${version}`,
    async topics() {
      const [names, ends] = await Promise.all([
        run('org.apache.kafka.tools.TopicCommand', ['--list', ...bootstrap]),
        run('org.apache.kafka.tools.GetOffsetShell', bootstrap),
      ]);
      const count = (name) => ends.filter((line) => line.startsWith(`${name}:`)).length;
      return Object.fromEntries(names.map((name) => [name, count(name)]));
    },
    async produce({ topic, codec, records }) {
      const how = list('--property', {
        'parse.headers': 'true',
        'headers.delimiter': '\t',
        'headers.separator': ';',
        'parse.key': 'true',
        'key.separator': '\t',
        'null.marker': NONE,
      });
      const lines = records.map(({ key, value, headers }) => {
        const told = headers.length === 0 ? NONE : headers.map((header) => header.join(':')).join(';');
        return `${told}\t${key ?? NONE}\t${value ?? NONE}`;
      });
      // One after the other, so that it fails by its exit code; without the timeout each would linger for a second.
      const sync = ['--sync', '--timeout', '0'];
      const args = ['--topic', topic, '--compression-codec', codec, ...sync, ...how, ...bootstrap];
      await run(PRODUCER, args, lines.join('\n'));
    },
    async consume({ topic, count, committedOnly }) {
      const args = ['--topic', topic, '--from-beginning', '--max-messages', String(count), '--group', ownGroup()];
      if (committedOnly) args.push('--isolation-level', 'read_committed');
      const lines = await run(CONSUMER, [...args, ...FORMAT, ...bootstrap]);
      return lines.map((line) => seen(line, topic)).filter((record) => record !== undefined);
    },
    async join({ group, topics, pattern }, events) {
      const what = pattern === undefined ? ['--topic', topics[0]] : ['--include', pattern];
      const settings = list('--consumer-property', {
        'auto.offset.reset': 'earliest',
        'session.timeout.ms': '10000',
        'heartbeat.interval.ms': '300',
        'metadata.max.age.ms': '500',
        'fetch.max.wait.ms': '100',
      });
      const { child, lines, ended, complaint } = start(CONSUMER, [
        ...what,
        '--group',
        group,
        ...settings,
        ...FORMAT,
        ...bootstrap,
      ]);
      lines.on('line', (line) => {
        const record = seen(line, topics?.[0] ?? '');
        if (record !== undefined) events.records(record);
      });
      let leaving = false;
      const left = ended.then((code) => {
        if (!leaving) events.error(complaint(code));
      });
      return {
        // It commits every five seconds, and when it ends.
        commit: () => Promise.resolve(),
        leave: () => {
          leaving = true;
          child.kill('SIGTERM');
          return left;
        },
      };
    },
  };
});
