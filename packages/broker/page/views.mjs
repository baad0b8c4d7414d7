// What there is to see of the cluster: each function makes one view of what it asks the server.
import { ask, bytes, element, size, table, time } from './dom.mjs';

const NUMBER = 'number';

/** @param {string} name */
const topicLink = (name) => element('a', { href: `#/topics/${encodeURIComponent(name)}` }, name);

export async function topics() {
  const found = await ask('/api/topics');
  const rows = found.map((/** @type {any} */ { name, partitions }) => [
    topicLink(name),
    partitions.length,
    sum(partitions, (each) => each.endOffset - each.startOffset),
    size(sum(partitions, (each) => each.byteLength)),
  ]);
  const columns = [
    { title: 'topic' },
    { title: 'partitions', class: NUMBER },
    { title: 'offsets', class: NUMBER },
    { title: 'size', class: NUMBER },
  ];
  return [table('topics', columns, rows, 'There are no topics.')];
}

/**
 * @param {readonly any[]} items
 * @param {(item: any) => number} of
 */
const sum = (items, of) => items.reduce((total, item) => total + of(item), 0);

/**
 * @param {string} name
 * @param {URLSearchParams} asked `partition` and `from`, as the form says
 */
export async function topic(name, asked) {
  const found = (await ask('/api/topics')).find((/** @type {any} */ each) => each.name === name);
  if (found === undefined) return [element('p', { class: 'quiet' }, `There is no topic ${name}.`)];
  const query = new URLSearchParams({ topic: name, limit: '100' });
  for (const key of ['partition', 'from']) if (asked.get(key)) query.set(key, asked.get(key) ?? '');
  const records = await ask(`/api/records?${query.toString()}`);
  return [
    element('h2', null, name, ' ', element('span', { class: 'quiet' }, found.topicId)),
    partitionTable(found.partitions),
    element('h2', null, 'Records'),
    chooser(name, found.partitions.length, asked),
    recordTable(records),
  ];
}

/** @param {readonly any[]} partitions */
function partitionTable(partitions) {
  const rows = partitions.map((each) => [
    each.partition,
    each.leaderId < 0 ? 'none' : `${each.leaderId} (epoch ${each.leaderEpoch})`,
    each.replicas.join(', '),
    each.isr.join(', '),
    each.startOffset,
    each.endOffset,
    size(each.byteLength),
  ]);
  const columns = [
    { title: 'partition' },
    { title: 'leader' },
    { title: 'replicas' },
    { title: 'in sync' },
    { title: 'first offset', class: NUMBER },
    { title: 'end', class: NUMBER },
    { title: 'size', class: NUMBER },
  ];
  return table('partitions', columns, rows, 'It has no partitions.');
}

/**
 * Which records: the address has it, so that it can be kept and sent.
 * @param {string} name
 * @param {number} count of partitions
 * @param {URLSearchParams} asked
 */
function chooser(name, count, asked) {
  const numbers = Array.from({ length: count }, (_, partition) => String(partition));
  const options = ['', ...numbers].map((value) =>
    element('option', { value, ...(value === (asked.get('partition') ?? '') ? { selected: '' } : {}) }, value || 'all'),
  );
  const partition = element('select', { name: 'partition' }, ...options);
  const from = element('input', { name: 'from', type: 'number', min: '0', value: asked.get('from') ?? '' });
  const form = element('form', null, element('label', null, 'partition ', partition), element('label', null, 'from offset ', from)); // prettier-ignore
  form.append(element('button', null, 'show'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const query = new URLSearchParams({ partition: partition.value, from: from.value });
    location.hash = `#/topics/${encodeURIComponent(name)}?${query.toString()}`;
  });
  return form;
}

/** @param {readonly any[]} records */
function recordTable(records) {
  const rows = records.map((record) => [
    record.partition,
    record.offset,
    time(record.timestamp),
    record.note === undefined ? bytes(record.key) : element('i', null, record.note),
    record.note === undefined ? bytes(record.value) : '',
    element(
      'span',
      null,
      ...record.headers.flatMap((/** @type {any} */ { key, value }) => [`${key}: `, bytes(value), ' ']),
    ),
  ]);
  const columns = [
    { title: 'partition' },
    { title: 'offset', class: NUMBER },
    { title: 'time (UTC)' },
    { title: 'key', class: 'bytes' },
    { title: 'value', class: 'bytes' },
    { title: 'headers', class: 'bytes' },
  ];
  return table('records', columns, rows, 'There are no records.');
}

export async function groups() {
  const found = await ask('/api/groups');
  if (found.length === 0) return [element('p', { id: 'groups', class: 'quiet' }, 'There are no groups.')];
  return found.map((/** @type {any} */ group) =>
    element(
      'section',
      { 'data-group': group.groupId },
      element('h2', null, group.groupId, ' ', element('span', { class: 'quiet' }, groupState(group))),
      memberTable(group.members),
      lagTable(group.partitions),
    ),
  );
}

/** @param {any} group */
const groupState = ({ type, state, generationId, protocolName, coordinatorId }) =>
  state === undefined
    ? 'offsets only'
    : `${type}, ${state}, generation ${generationId}, ${protocolName ?? 'no protocol'}, coordinator ${coordinatorId}`;

/** @param {readonly any[]} members */
function memberTable(members) {
  const rows = members.map((each) => [each.memberId, each.groupInstanceId ?? '', each.clientId, each.clientHost, each.assignment.join('; ')]); // prettier-ignore
  const columns = ['member', 'instance id', 'client id', 'host', 'has'].map((title) => ({ title }));
  return table('members', columns, rows, 'It has no members.');
}

/** @param {readonly any[]} partitions */
function lagTable(partitions) {
  const rows = partitions.map((each) => [each.topic, each.partition, each.offset, each.endOffset ?? '', each.lag ?? '', each.metadata]); // prettier-ignore
  const columns = [
    { title: 'topic' },
    { title: 'partition' },
    { title: 'committed', class: NUMBER },
    { title: 'end', class: NUMBER },
    { title: 'lag', class: NUMBER },
    { title: 'metadata' },
  ];
  return table('lag', columns, rows, 'It has committed nothing.');
}

export async function transactions() {
  const found = await ask('/api/transactions');
  const rows = found.map((/** @type {any} */ each) => [
    each.transactionalId,
    each.state,
    `${each.producerId} (epoch ${each.producerEpoch})`,
    time(each.startedMs),
    each.timeoutMs,
    each.partitions.map((/** @type {any} */ { topic, partition }) => `${topic}-${partition}`).join(', '),
  ]);
  const columns = ['transactional id', 'state', 'producer', 'begun (UTC)', 'time limit in ms', 'partitions'];
  return [table('transactions', columns.map((title) => ({ title })), rows, 'There are no transactional ids.')]; // prettier-ignore
}

export async function connections() {
  const found = await ask('/api/connections');
  const rows = found.map((/** @type {any} */ each) => [each.id, each.nodeId, each.listener, each.remoteAddress, each.clientId ?? '', each.principal ?? '']); // prettier-ignore
  const columns = ['connection', 'node', 'listener', 'from', 'client id', 'user'].map((title) => ({ title }));
  return [table('connections', columns, rows, 'Nobody is connected.')];
}
