// What the drivers in JavaScript share: commands from stdin and replies to stdout, in lines of JSON (README.md).
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * @typedef {{ key: string | null, value: string | null, headers: [string, string][] }} ForeignRecord
 * @typedef {ForeignRecord & { topic: string, partition: number, offset: number, timestamp: number }} SeenRecord
 * @typedef {{ records: ForeignRecord[], offset: number, commit: boolean }} TransactionStep
 */

/** @param {object} line */
function tell(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** What a member of a group tells of itself. */
export class Events {
  /** @param {string} member */
  constructor(member) {
    this.member = member;
  }

  /** @param {SeenRecord[]} records */
  records(...records) {
    tell({ member: this.member, records });
  }

  /** @param {Iterable<[string, number]>} partitions all that it has now */
  assigned(partitions) {
    tell({ member: this.member, assigned: [...partitions] });
  }

  /** @param {unknown} error */
  error(error) {
    tell({ member: this.member, error: textOf(error) });
  }
}

/**
 * @typedef {object} Client
 * @property {string} name   with its version
 * @property {() => Promise<Record<string, number>>} topics
 * @property {(request: { topic: string, codec: string, records: ForeignRecord[] }) => Promise<unknown>} produce
 * @property {(request: { topic: string, partitions: number, count: number, committedOnly: boolean }) =>
 *   Promise<SeenRecord[]>} consume
 * @property {(request: { id: string, topic: string, group: string, source: string, steps: TransactionStep[] }) =>
 *   Promise<unknown>} [transact]
 * @property {(request: { id: string, topic: string, record: ForeignRecord }) => Promise<string>} [fence]
 * @property {Record<string, (request: any) => Promise<unknown>>} [admin] the commands of an administrator
 * @property {(request: { group: string, topics?: string[], pattern?: string }, events: Events) =>
 *   Promise<{ commit(): Promise<unknown>, leave(): Promise<unknown> }>} join
 */

/**
 * Does what it is told until its input ends.
 * @param {(bootstrapServers: string[]) => Promise<Client> | Client} start
 */
export async function serve(start) {
  const client = await start((process.argv.at(-1) ?? '').split(','));
  /** @type {Map<string, { commit(): Promise<unknown>, leave(): Promise<unknown> }>} */
  const members = new Map();
  /** @type {Record<string, (request: any) => Promise<unknown>>} */
  const commands = {
    ...client.admin,
    topics: () => client.topics(),
    produce: (request) => client.produce(request),
    consume: (request) => client.consume(request),
    transact: ({ transactionalId, ...request }) => client.transact({ id: transactionalId, ...request }),
    fence: ({ transactionalId, ...request }) => client.fence({ id: transactionalId, ...request }),
    join: async ({ member, ...request }) => {
      members.set(member, await client.join(request, new Events(member)));
    },
    commit: ({ member }) => members.get(member)?.commit() ?? Promise.reject(new Error(`${member} has not joined`)),
    leave: ({ member }) => members.get(member)?.leave() ?? Promise.reject(new Error(`${member} has not joined`)),
  };
  tell({ client: client.name });
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, do: name, ...request } = JSON.parse(line);
    const command = commands[name] ?? (() => Promise.reject(new Error(`${name} is not a command`)));
    command(request).then(
      (ok) => tell({ id, ok: ok ?? null }),
      (error) => tell({ id, error: textOf(error) }),
    );
  }
  process.exit();
}

/** @param {unknown} error */
function textOf(error) {
  if (!(error instanceof Error)) return String(error);
  const parts = error instanceof AggregateError ? error.errors : [];
  return [
    error.stack ?? error.message,
    ...[error.cause, ...parts].filter((each) => each !== undefined).map(textOf),
  ].join('\n');
}

/** Collects records until there are `count`, and then settles with those. */
export class Collector {
  /** @param {number} count */
  constructor(count) {
    this.count = count;
    /** @type {SeenRecord[]} */
    this.records = [];
    /** @type {Promise<SeenRecord[]>} */
    this.all = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** @param {SeenRecord} record */
  add(record) {
    this.records.push(record);
    if (this.records.length === this.count) this.resolve([...this.records]);
  }
}

/** The next offset of each partition, as far as records were told: what a commit is to say. */
export class Positions {
  /** @type {Map<string, { topic: string, partition: number, offset: number }>} */
  #next = new Map();

  /** @param {SeenRecord} record */
  add({ topic, partition, offset }) {
    this.#next.set(`${topic} ${String(partition)}`, { topic, partition, offset: offset + 1 });
  }

  /** Those since the last call. */
  take() {
    const taken = [...this.#next.values()];
    this.#next.clear();
    return taken;
  }
}

/**
 * The version of a package that is installed beside a driver.
 * @param {string} name
 * @param {string} driver its import.meta.url
 */
export function versionOf(name, driver) {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, driver), 'utf8')).version;
}

let groups = 0;

/** A group of its own, for clients that only read in one. */
export function ownGroup() {
  return `alone-${String(process.pid)}-${String(groups++)}`;
}

/** @param {Buffer | string | null | undefined} bytes */
export function text(bytes) {
  return bytes === null || bytes === undefined ? null : bytes.toString();
}
