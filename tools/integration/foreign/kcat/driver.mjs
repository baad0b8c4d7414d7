// kcat: a program of the command line, and so a process for each command and each member.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { serve } from '../contract.mjs';

/** @param {string[]} args */
const settings = (...args) => args.flatMap((each) => ['-X', each]);

/** Runs it to its end. For metadata it has a minute, and not its 5 s: a busy machine may stand still for as long. @returns {Promise<string>} */
function run(args, input = '') {
  return new Promise((resolve, reject) => {
    const child = spawn('kcat', ['-m', '60', ...args]);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'])
      child[name].setEncoding('utf8').on('data', (part) => (output[name] += part));
    child.on('error', reject);
    child.on('close', (code) => {
      // It may complain and end with 0.
      if (code === 0 && output.stderr === '') resolve(output.stdout);
      else reject(new Error(`kcat ${args.join(' ')} ended with ${code}: ${output.stderr}`));
    });
    child.stdin.end(input);
  });
}

function seen({ topic, partition, offset, ts, key, payload, headers = [] }) {
  const pairs = [];
  for (let i = 0; i < headers.length; i += 2) pairs.push([headers[i], headers[i + 1]]);
  return { topic, partition, offset, timestamp: ts, key, value: payload, headers: pairs };
}

/** Records that one run can write: it has one set of headers for all of them. */
function* runsOf(records) {
  const byHeaders = new Map();
  for (const record of records) {
    const name = JSON.stringify(record.headers);
    byHeaders.set(name, [...(byHeaders.get(name) ?? []), record]);
  }
  yield* byHeaders.values();
}

await serve((servers) => {
  const [, tool, library] = /Version (\S+) .*librdkafka ([\d.]+)/.exec(spawnSync('kcat', ['-V']).stdout.toString());
  const broker = ['-b', servers.join(',')];

  return {
    name: `kcat ${tool}, librdkafka ${library}`,
    async topics() {
      const { topics } = JSON.parse(await run(['-L', '-J', ...broker]));
      return Object.fromEntries(topics.map(({ topic, partitions }) => [topic, partitions.length]));
    },
    async produce({ topic, codec, records }) {
      for (const some of runsOf(records)) {
        // -Z: nothing where a key or a value could be is none.
        const lines = some.map(({ key, value }) => `${key ?? ''}\t${value ?? ''}`);
        const headers = some[0].headers.flatMap(([name, content]) => ['-H', `${name}=${content}`]);
        const how = ['-z', codec, '-K\t', '-Z', ...headers, ...settings('linger.ms=100')];
        await run(['-P', '-t', topic, ...how, ...broker], lines.join('\n'));
      }
    },
    async consume({ topic, count, committedOnly }) {
      const isolation = settings(`isolation.level=read_${committedOnly ? 'committed' : 'uncommitted'}`);
      const how = ['-J', '-q', '-e', '-c', String(count), '-o', 'beginning', ...isolation];
      const lines = (await run(['-C', '-t', topic, ...how, ...broker])).trim().split('\n');
      return lines.map((line) => seen(JSON.parse(line)));
    },
    async join({ group, topics, pattern }, events) {
      const wanted = topics ?? [`^(${pattern})$`];
      const how = settings(
        ...['auto.offset.reset=earliest', 'session.timeout.ms=10000', 'heartbeat.interval.ms=300'],
        ...['topic.metadata.refresh.interval.ms=500', 'fetch.wait.max.ms=100'],
      );
      const child = spawn('kcat', ['-J', '-u', ...how, ...broker, '-G', group, ...wanted]);
      createInterface({ input: child.stdout }).on('line', (line) => events.records(seen(JSON.parse(line))));
      let said = '';
      createInterface({ input: child.stderr }).on('line', (line) => {
        said += `${line}\n`;
        const [, what, list] = /rebalanced \(.*\): (assigned|revoked): ?(.*)/.exec(line) ?? [];
        if (what === undefined) return;
        const partitions = [...list.matchAll(/([^\s,]+) \[(\d+)\]/g)].map(([, topic, number]) => [
          topic,
          Number(number),
        ]);
        events.assigned(what === 'assigned' ? partitions : []);
      });
      const ended = new Promise((resolve) => {
        child.on('close', (code) => {
          if (code !== 0) events.error(new Error(`kcat ended with ${code}: ${said}`));
          resolve();
        });
      });
      return {
        // It commits what it has printed, when it gives back a partition and when it ends.
        commit: () => Promise.resolve(),
        leave: () => {
          child.kill('SIGTERM');
          return ended;
        },
      };
    },
  };
});
