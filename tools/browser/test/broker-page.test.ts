import { createBroker, serveWeb, type Broker } from '@k/broker';
import { KafkaConsumer } from '@k/consumer';
import { KafkaProducer } from '@k/producer';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { describe, test } from 'node:test';
import { findChromium, openInChromium, type Fallback } from './support/chromium.ts';

const chromium = findChromium();
// On CI it is there, or it fails.
const skip =
  chromium === undefined && process.env['CI'] !== 'true'
    ? 'no Chromium here: apt-get install chromium-headless-shell, or chromium'
    : false;

/** A look at each view, in a frame: waits for what the page is to show, never for a time. */
const LOOK = `<iframe src="/index.html" width="1200" height="900"></iframe><script type="module">
  const frame = document.querySelector('iframe');
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const page = frame.contentDocument;
  const changes = new Set();
  new MutationObserver(() => changes.forEach((check) => check())).observe(page, { subtree: true, childList: true, characterData: true, attributes: true });
  const until = (check) => new Promise((resolve) => {
    const look = () => {
      const found = check();
      if (!found) return;
      changes.delete(look);
      resolve(found);
    };
    changes.add(look);
    look();
  });
  const one = (selector) => page.querySelector(selector);
  const textOf = (selector) => one(selector)?.textContent ?? '';
  const rows = (selector) => [...page.querySelectorAll(selector + ' tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent));
  const go = (hash) => { frame.contentWindow.location.hash = hash; };
  const found = {};

  await until(() => textOf('#topics').includes('orders'));
  found.topics = rows('#topics');
  found.cluster = textOf('#cluster');
  one('#topics a').click();
  await until(() => textOf('#records').includes('tea'));
  found.partitions = rows('#partitions').length;
  found.records = rows('#records').map((cells) => cells.slice(0, 2).concat(cells.slice(3)));
  found.markup = page.querySelectorAll('#records b, #records script').length;
  found.kinds = [...page.querySelectorAll('#records [data-as]')].map((it) => it.dataset.as).sort();
  await fetch('/produce', { method: 'POST' });
  await until(() => textOf('#records').includes('came while one looked'));
  go('#/topics/orders?partition=0&from=3');
  await until(() => one('select')?.value === '0' && rows('#records').length === 1);
  found.chosen = rows('#records')[0].slice(0, 2);
  go('#/topics/missing');
  await until(() => textOf('main').includes('There is no topic missing'));
  go('#/groups');
  await until(() => rows('#lag').length > 0 && rows('#members').length > 0);
  found.groups = [textOf('h2'), rows('#members').map((cells) => cells[4]), rows('#lag')];
  go('#/transactions');
  await until(() => rows('#transactions').length > 0);
  found.transactions = rows('#transactions').map((cells) => cells.slice(0, 2));
  go('#/connections');
  await until(() => rows('#connections').length > 0);
  found.clients = [...new Set(rows('#connections').map((cells) => cells[4]))];
  go('#/requests');
  await until(() => rows('#requests').some((cells) => cells[4].startsWith('Produce')));
  const produce = [...page.querySelectorAll('#requests tr[data-api=Produce]')].at(-1);
  produce.querySelector('summary').click();
  await until(() => produce.querySelectorAll('pre').length === 2);
  found.request = JSON.parse(produce.querySelector('pre').textContent);
  found.response = JSON.parse(produce.querySelectorAll('pre')[1].textContent);
  one('#quiet').click();
  found.quiet = [...page.querySelectorAll('#requests tbody tr:not([hidden])')].some((row) => row.dataset.api === 'Fetch');
  await fetch('/close', { method: 'POST' });
  await until(() => !one('#trouble').hidden);
  found.trouble = textOf('#trouble');
  await fetch('/done', { method: 'POST', body: JSON.stringify(found) });
</script>`;

interface Found {
  topics: string[][];
  cluster: string;
  partitions: number;
  records: string[][];
  markup: number;
  kinds: string[];
  chosen: string[];
  groups: [heading: string, members: string[], lag: string[][]];
  transactions: string[][];
  clients: string[];
  request: { transactionalId: string };
  response: { responses: unknown[] };
  quiet: boolean;
  trouble: string;
}

/** Hands on to the page's server what the frame asks, as it comes. */
async function handOn(base: string, path: string, response: Parameters<Fallback>[1]): Promise<void> {
  const [answer] = (await once(get(new URL(path, base)), 'response')) as [IncomingMessage];
  response.writeHead(answer.statusCode ?? 500, answer.headers);
  answer.pipe(response);
}

async function write(broker: Broker): Promise<void> {
  const { bootstrapServers } = broker;
  await using producer = new KafkaProducer({ bootstrapServers, transactionalId: 'till', clientId: 'writer' });
  await producer.transaction(async (transaction) => {
    const json = JSON.stringify({ what: 'tea <b>bold</b>' });
    await transaction.send({
      topic: 'orders',
      partition: 0,
      key: 'k',
      value: json,
      headers: [{ key: 'h', value: 'v' }],
    });
    await transaction.send({ topic: 'orders', partition: 1, value: '<script>alert(1)</script>' });
    await transaction.send({ topic: 'orders', partition: 1, value: Buffer.from([0, 255]) });
  });
}

describe('the page of a broker, in Chromium', { skip, timeout: 120_000 }, () => {
  test('shows topics, records, groups, transactions, connections and requests, live', async () => {
    await using broker = await createBroker({ nodes: 2 });
    broker.createTopic('orders', { partitions: 2 });
    await write(broker);
    const { bootstrapServers } = broker;
    await using web = await serveWeb(broker);
    await write(broker);
    await using consumer = new KafkaConsumer({
      bootstrapServers,
      groupId: 'readers',
      clientId: 'reader',
      autoOffsetReset: 'earliest',
    });
    consumer.subscribe(['orders']);
    for await (const record of consumer) {
      if (record.partition === 0) break;
    }
    await consumer.commit();
    await using producer = new KafkaProducer({ bootstrapServers, clientId: 'later' });
    const fallback: Fallback = async (request, response) => {
      if (request.url === '/produce')
        await producer.send({ topic: 'orders', partition: 1, value: 'came while one looked' });
      else if (request.url === '/close') await web.close();
      else return handOn(web.url, request.url ?? '/', response);
      response.end();
      return undefined;
    };
    const found = JSON.parse(await openInChromium(chromium ?? 'chromium', { '/': LOOK }, fallback)) as Found;

    assert.deepEqual(
      found.topics.map((cells) => cells.slice(0, 3)),
      [['orders', '2', '10']],
    );
    assert.match(found.cluster, new RegExp(`${broker.clusterId}.*${bootstrapServers.join('.*')}`));
    assert.equal(found.partitions, 2);
    assert.equal(found.records.length, 10);
    assert.equal(found.records.filter(([, , key]) => key === 'transaction committed').length, 4);
    assert.ok(
      found.records.some(
        ([, , key, value, headers]) => key === 'k' && value?.includes('<b>') && headers?.includes('h: v'),
      ),
    );
    assert.ok(found.records.some(([, , , value]) => value === '00ff (hex)'));
    assert.equal(found.markup, 0, 'what records hold is text');
    assert.deepEqual([...new Set(found.kinds)], ['hex', 'json', 'text']);
    assert.deepEqual(found.chosen, ['0', '3']);
    const [heading, members, lag] = found.groups;
    assert.match(heading, /^readers classic, Stable/);
    assert.deepEqual(members, ['orders: 0, 1']);
    const committed = broker.committedOffsets('readers').find(({ partition }) => partition === 0)?.offset ?? -1;
    assert.ok(
      lag.some((cells) => cells.slice(0, 5).join(' ') === `orders 0 ${String(committed)} 4 ${String(4 - committed)}`),
    );
    assert.deepEqual(found.transactions, [['till', 'CompleteCommit']]);
    assert.ok(['reader', 'later'].every((client) => found.clients.includes(client)));
    assert.equal(found.request.transactionalId, 'till');
    assert.ok(found.response.responses.length > 0);
    assert.equal(found.quiet, false);
    assert.match(found.trouble, /not there any more/);
  });
});
