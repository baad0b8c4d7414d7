import {
  AlterConfigs,
  DescribeConfigs,
  IncrementalAlterConfigs,
  ListConfigResources,
  Metadata,
  type DescribeConfigsResponse,
} from '@k/wire';
import type { RawClient } from '../support/raw-client.ts';
import type { Probe } from './probe.ts';

const [TOPIC, BROKER, LOGGER, METRICS, GROUP] = [2, 4, 8, 16, 32] as const;
const [SET, DELETE, APPEND, SUBTRACT] = [0, 1, 2, 3] as const;

type Described = DescribeConfigsResponse['results'][number]['configs'][number];
type Change = readonly [name: string, operation: number, value: string | null];

/** The settings of topics, brokers, groups and client metrics, told and changed. */
export async function probeConfigs(probe: Probe): Promise<void> {
  const configs = await ConfigProbe.of(probe);
  await configs.topics();
  await configs.alteredTopics();
  await configs.brokers();
  await configs.loggers();
  await configs.groups();
  await configs.clientMetrics();
  await configs.oddities();
}

class ConfigProbe {
  readonly #probe: Probe;
  /** Id of the one broker. */
  readonly #self: string;

  private constructor(probe: Probe, self: string) {
    this.#probe = probe;
    this.#self = self;
  }

  static async of(probe: Probe): Promise<ConfigProbe> {
    const { brokers } = await probe.client.request(Metadata, 12, { topics: [] });
    for (const topic of ['plain', 'set', 'listed']) await probe.topic(topic);
    return new ConfigProbe(probe, String(brokers[0]?.nodeId));
  }

  async topics(): Promise<void> {
    for (const version of [1, 2, 3, 4]) {
      await this.#describe(`topic, v${String(version)}`, TOPIC, 'plain', { version });
    }
    await this.#describe('topic, some settings', TOPIC, 'plain', {
      keys: ['retention.ms', 'no.such', 'segment.bytes'],
    });
    await this.#describe('topic, no settings', TOPIC, 'plain', { keys: [], isShort: true });
    await this.#describe('topic that there is not', TOPIC, 'unknown', {});
    await this.#describe('topic with a bad name', TOPIC, '?', {});
    await this.#describe('topic without a name', TOPIC, '', {});
  }

  async alteredTopics(): Promise<void> {
    const tries: [what: string, changes: Change[], topic?: string][] = [
      ['nothing', []],
      ['an unknown setting', [['no.such', SET, '1']]],
      ['an unknown setting, back to the default', [['no.such', DELETE, null]]],
      ['no number', [['retention.ms', SET, 'long']]],
      ['a number too large', [['segment.bytes', SET, '2147483648']]],
      ['a number too small', [['retention.ms', SET, '-2']]],
      ['a segment too small', [['segment.bytes', SET, '14']]],
      ['an empty number', [['retention.ms', SET, '']]],
      ['a number with spaces', [['retention.ms', SET, ' 1000 ']]],
      ['a fraction', [['min.cleanable.dirty.ratio', SET, '1.5']]],
      ['no fraction', [['min.cleanable.dirty.ratio', SET, 'half']]],
      ['no boolean', [['preallocate', SET, 'maybe']]],
      ['a boolean in capitals', [['preallocate', SET, 'TRUE']]],
      ['a wrong policy', [['cleanup.policy', SET, 'delete,keep']]],
      ['a policy twice', [['cleanup.policy', SET, 'delete,delete']]],
      ['no policy', [['cleanup.policy', SET, '']]],
      ['a wrong compression', [['compression.type', SET, 'zip']]],
      ['a wrong level', [['compression.gzip.level', SET, '0']]],
      ['a level too high', [['compression.zstd.level', SET, '23']]],
      ['a wrong kind of time', [['message.timestamp.type', SET, 'createtime']]],
      ['too many decompressed bytes', [['max.decompressed.message.bytes', SET, '0']]],
      ['lags that contradict', [['min.compaction.lag.ms', SET, '20'], ['max.compaction.lag.ms', SET, '10']]],
      ['remote storage', [['remote.storage.enable', SET, 'true']]],
      ['wrong throttled replicas', [['leader.replication.throttled.replicas', SET, '0:x']]],
      ['throttled replicas', [['leader.replication.throttled.replicas', SET, '0:1,1:1']]],
      ['all throttled', [['leader.replication.throttled.replicas', SET, '*']]],
      ['an internal setting', [['internal.segment.bytes', SET, '100']]],
      ['a null value', [['retention.ms', SET, null], ['segment.ms', SET, null]]],
      ['a setting twice', [['retention.ms', SET, '1'], ['retention.ms', SET, '2']]],
      ['more of what is no list', [['retention.ms', APPEND, '1']]],
      ['less of what is no list', [['retention.ms', SUBTRACT, '1']]],
      ['more of an unknown setting', [['no.such', APPEND, '1']]],
      ['an unknown operation', [['retention.ms', 9, '1']]],
      ['a negative operation', [['retention.ms', -1, '1']]],
      ['a good and a bad one', [['retention.ms', SET, '1000'], ['segment.ms', SET, '0']]],
      ['of an unknown topic', [['retention.ms', SET, '1000']], 'unknown'],
      ['of an unknown topic, badly', [['retention.ms', SET, 'x']], 'unknown'],
      ['of a bad name', [['retention.ms', SET, '1000']], '?'],
      ['of no name', [['retention.ms', SET, '1000']], ''],
    ]; // prettier-ignore
    for (const [what, changes, topic = 'set'] of tries) {
      await this.#alter(`topic: try ${what}`, [[TOPIC, topic, changes]], { validateOnly: true });
    }
    await this.#describe('topic: nothing was done', TOPIC, 'set', { isShort: true });
    await this.#alter('topic: set', [[TOPIC, 'set', [['retention.ms', SET, ' 1000 '], ['segment.bytes', SET, '2000000'], ['cleanup.policy', APPEND, 'compact']]]], { version: 0 }); // prettier-ignore
    await this.#settled('set', 'cleanup.policy', 'delete,compact');
    await this.#describe('topic: set, told', TOPIC, 'set', { isShort: true });
    await this.#alter('topic: less', [[TOPIC, 'set', [['retention.ms', DELETE, null], ['cleanup.policy', SUBTRACT, 'delete,none']]]]); // prettier-ignore
    await this.#settled('set', 'cleanup.policy', 'compact');
    await this.#describe('topic: less, told', TOPIC, 'set', { isShort: true });
    await this.#alter('topic: the last of a list', [[TOPIC, 'set', [['cleanup.policy', SUBTRACT, 'compact']]]]);
    await this.#alter('topic: one good, one bad, one unknown', [
      [TOPIC, 'plain', [['segment.ms', SET, '0']]],
      [TOPIC, 'listed', [['segment.ms', SET, '70000']]],
      [TOPIC, 'unknown', [['segment.ms', SET, '1']]],
    ]);
    await this.#settled('listed', 'segment.ms', '70000');
    await this.#describe('topic: the good one, told', TOPIC, 'listed', { isShort: true });
    await this.#alter('topic: named twice', [
      [TOPIC, 'plain', [['segment.ms', SET, '80000']]],
      [TOPIC, 'plain', [['retention.ms', SET, '80000']]],
      [TOPIC, 'listed', [['segment.ms', SET, '80000']]],
    ]);
    await this.#settled('listed', 'segment.ms', '80000');
    await this.#replace('topic: replace', [
      [
        TOPIC,
        'listed',
        [
          ['retention.ms', '5000'],
          ['flush.ms', '1000'],
        ],
      ],
    ]);
    await this.#settled('listed', 'flush.ms', '1000');
    await this.#describe('topic: replaced, told', TOPIC, 'listed', { isShort: true });
    const bad: [string, [string, string | null][], string?][] = [
      ['an unknown setting', [['no.such', '1']]],
      ['a bad value', [['retention.ms', 'x']]],
      ['a null value', [['retention.ms', null]]],
      ['a setting twice', [['retention.ms', '1'], ['retention.ms', '2']]],
      ['of an unknown topic', [['retention.ms', '1']], 'unknown'],
      ['nothing', []],
    ]; // prettier-ignore
    for (const [what, values, topic = 'listed'] of bad) {
      await this.#replace(`topic: try to replace by ${what}`, [[TOPIC, topic, values]], { validateOnly: true });
    }
    await this.#describe('topic: nothing was replaced', TOPIC, 'listed', { isShort: true });
  }

  async brokers(): Promise<void> {
    const self = this.#self;
    await this.#probe.ask('broker: what it has', async (client) => {
      const { results } = await client.request(DescribeConfigs, 4, {
        resources: [{ resourceType: BROKER, resourceName: self, configurationKeys: null }],
      });
      return (
        results[0]?.configs
          // What the recorded one was started with.
          .filter(({ name }) => name !== 'log.initial.task.delay.ms')
          .map(({ name, readOnly, isSensitive, configType }) => [name, readOnly, isSensitive, configType].join(' '))
          .sort()
      );
    });
    const told = ['log.retention.ms', 'log.retention.hours', 'log.segment.bytes', 'log.cleaner.threads', 'ssl.keystore.password', 'compression.type', 'log.flush.interval.ms']; // prettier-ignore
    await this.#describe('broker: some settings', BROKER, self, { keys: told });
    await this.#describe('brokers: nothing is set', BROKER, '', {});
    await this.#describe('broker: another', BROKER, '99', {});
    await this.#describe('broker: no number', BROKER, 'one', {});
    const tries: [what: string, name: string, changes: Change[]][] = [
      ['read-only', self, [['num.partitions', SET, '2']]],
      ['two read-only', '', [['log.retention.hours', SET, '2'], ['num.partitions', SET, '2']]],
      ['read-only, back to the default', self, [['num.partitions', DELETE, null]]],
      ['unknown', self, [['no.such', SET, '2']]],
      ['unknown, for all', '', [['no.such', SET, '2']]],
      ['no number', self, [['log.retention.ms', SET, 'x']]],
      ['no number, for all', '', [['log.cleaner.threads', SET, 'x']]],
      ['too small', self, [['log.cleaner.backoff.ms', SET, '-1']]],
      ['a wrong compression', self, [['compression.type', SET, 'zip']]],
      ['a wrong policy', '', [['log.cleanup.policy', SET, 'keep']]],
      ['a segment too small', '', [['log.segment.bytes', SET, '14']]],
      ['security of no listener', self, [['ssl.keystore.password', SET, 'x']]],
      ['of a listener, for all', '', [['listener.name.plaintext.ssl.keystore.type', SET, 'PEM']]],
      ['of each, for all', '', [['listeners', SET, 'PLAINTEXT://:9092']]],
      ['few threads', self, [['num.io.threads', SET, '1']]],
      ['many threads', self, [['num.io.threads', SET, '100']]],
      ['no threads', self, [['num.io.threads', SET, '0']]],
      ['many cleaners', self, [['log.cleaner.threads', SET, '10']]],
      ['lags that contradict', '', [['log.cleaner.min.compaction.lag.ms', SET, '20'], ['log.cleaner.max.compaction.lag.ms', SET, '10']]],
      ['more of what is no list', self, [['log.retention.ms', APPEND, '1']]],
      ['more of a list', self, [['log.cleanup.policy', APPEND, 'compact']]],
      ['more of an unknown list', self, [['no.such', APPEND, '1']]],
      ['an unknown operation', self, [['log.retention.ms', 9, '1']]],
      ['another broker', '99', [['log.retention.ms', SET, '1']]],
      ['no broker', 'one', [['log.retention.ms', SET, '1']]],
      ['a negative broker', '-1', [['log.retention.ms', SET, '1']]],
      ['replicas in sync', self, [['min.insync.replicas', SET, '1']]],
      ['replicas in sync, for all', '', [['min.insync.replicas', SET, '2']]],
      ['no replicas in sync, for all', '', [['min.insync.replicas', DELETE, null]]],
      ['good', self, [['log.retention.ms', SET, '1000']]],
    ]; // prettier-ignore
    for (const [what, name, changes] of tries) {
      await this.#alter(`broker: try ${what}`, [[BROKER, name, changes]], { validateOnly: true });
    }
    await this.#alter('brokers: set', [[BROKER, '', [['log.retention.ms', SET, '700000'], ['message.max.bytes', SET, '900000'], ['no.such', SET, 'x']]]]); // prettier-ignore
    await this.#settled('plain', 'retention.ms', '700000');
    await this.#describe('brokers: set, told', BROKER, '', {});
    await this.#describe('brokers: set, told v0', BROKER, '', { version: 1 });
    await this.#describe('broker: all are set, told', BROKER, self, {
      keys: [...told, 'no.such', 'message.max.bytes'],
    });
    await this.#describe('topic: all brokers are set, told', TOPIC, 'plain', { isShort: true });
    await this.#alter('broker: set', [[BROKER, self, [['log.retention.ms', SET, '800000'], ['log.cleanup.policy', APPEND, 'compact']]]]); // prettier-ignore
    await this.#settled('plain', 'retention.ms', '800000');
    await this.#describe('broker: set, told', BROKER, self, { keys: [...told, 'log.cleanup.policy'] });
    await this.#describe('topic: the broker is set, told', TOPIC, 'plain', { isShort: true });
    await this.#describe('topic: set itself and by the broker, told', TOPIC, 'listed', { keys: ['retention.ms', 'flush.ms'] }); // prettier-ignore
    await this.#replace('broker: replace', [[BROKER, self, []]]);
    await this.#settled('plain', 'retention.ms', '700000');
    await this.#replace('brokers: replace by nothing', [[BROKER, '', []]], { validateOnly: true });
    await this.#replace('brokers: replace', [[BROKER, '', [['min.insync.replicas', '1']]]]);
    await this.#settled('plain', 'retention.ms', '604800000');
    await this.#describe('brokers: nothing is set any more', BROKER, '', {});
  }

  async loggers(): Promise<void> {
    const self = this.#self;
    await this.#describe('loggers: some', LOGGER, self, { keys: ['root', 'kafka.none'] });
    await this.#describe('loggers: of nobody', LOGGER, '', {});
    await this.#describe('loggers: of another', LOGGER, '99', {});
    await this.#describe('loggers: of no number', LOGGER, 'one', {});
    const tries: [what: string, name: string, changes: Change[]][] = [
      ['a level', self, [['root', SET, 'DEBUG']]],
      ['an unknown logger', self, [['kafka.none', SET, 'DEBUG']]],
      ['an unknown logger, unset', self, [['kafka.none', DELETE, null]]],
      ['an unknown level', self, [['root', SET, 'LOUD']]],
      ['a level in small letters', self, [['root', SET, 'debug']]],
      ['the root', self, [['root', DELETE, null]]],
      ['more', self, [['root', APPEND, 'DEBUG']]],
      ['less', self, [['root', SUBTRACT, 'DEBUG']]],
      ['an unknown operation', self, [['root', 9, 'DEBUG']]],
      ['of another', '99', [['root', SET, 'DEBUG']]],
      ['of no number', 'one', [['root', SET, 'DEBUG']]],
      ['of nobody', '', [['root', SET, 'DEBUG']]],
    ];
    for (const [what, name, changes] of tries) {
      await this.#alter(`loggers: try ${what}`, [[LOGGER, name, changes]], { validateOnly: true });
    }
    await this.#alter('loggers: set', [[LOGGER, self, [['root', SET, 'ERROR']]]]);
    await this.#describe('loggers: set, told', LOGGER, self, { keys: ['root'] });
    await this.#alter('loggers: set back', [[LOGGER, self, [['root', SET, 'INFO']]]]);
    await this.#replace('loggers: replace', [[LOGGER, self, [['root', 'ERROR']]]]);
  }

  async groups(): Promise<void> {
    await this.#describe('group: one that there is not', GROUP, 'unknown-group', {});
    await this.#describe('group: without a name', GROUP, '', {});
    const tries: [what: string, changes: Change[]][] = [
      ['an unknown setting', [['no.such', SET, '1']]],
      ['no number', [['consumer.session.timeout.ms', SET, 'x']]],
      ['zero', [['consumer.session.timeout.ms', SET, '0']]],
      ['too short a session', [['consumer.session.timeout.ms', SET, '44999']]],
      ['too long a session', [['consumer.session.timeout.ms', SET, '60001']]],
      ['too short an interval', [['consumer.heartbeat.interval.ms', SET, '4999']]],
      ['too long an interval', [['consumer.heartbeat.interval.ms', SET, '15001']]],
      ['too short a session of a share group', [['share.session.timeout.ms', SET, '1']]],
      ['too long an interval of a streams group', [['streams.heartbeat.interval.ms', SET, '100000']]],
      ['too many standbys', [['streams.num.standby.replicas', SET, '9']]],
      ['too many deliveries', [['share.delivery.count.limit', SET, '50']]],
      ['too short a lock', [['share.record.lock.duration.ms', SET, '1001']]],
      ['too long an assignment interval', [['consumer.assignment.interval.ms', SET, '15001']]],
      ['a wrong reset', [['share.auto.offset.reset', SET, 'none']]],
      ['a reset by time', [['share.auto.offset.reset', SET, 'by_duration:PT1H']]],
      ['a wrong isolation', [['share.isolation.level', SET, 'none']]],
      ['more of what is no list', [['consumer.session.timeout.ms', APPEND, '1']]],
      ['more of a list', [['streams.rack.aware.assignment.tags', APPEND, 'a']]],
      [
        'a session as short as the interval',
        [
          ['consumer.session.timeout.ms', SET, '45000'],
          ['consumer.heartbeat.interval.ms', SET, '15000'],
        ],
      ],
      ['good', [['consumer.session.timeout.ms', SET, '50000']]],
    ];
    for (const [what, changes] of tries) {
      await this.#alter(`group: try ${what}`, [[GROUP, 'g', changes]], { validateOnly: true });
    }
    await this.#alter('group: without a name', [[GROUP, '', [['consumer.session.timeout.ms', SET, '50000']]]]);
    await this.#alter('group: set', [[GROUP, 'g', [['consumer.session.timeout.ms', SET, '50000']]]]);
    await this.#until(GROUP, 'g', 'consumer.session.timeout.ms', '50000');
    await this.#describe('group: set, told', GROUP, 'g', { keys: ['consumer.session.timeout.ms', 'consumer.heartbeat.interval.ms'] }); // prettier-ignore
    await this.#list('resources: with a group', 1, [GROUP]);
    await this.#replace('group: replace', [[GROUP, 'g', []]]);
    await this.#until(GROUP, 'g', 'consumer.session.timeout.ms', '45000');
    await this.#list('resources: without a group', 1, [GROUP]);
  }

  async clientMetrics(): Promise<void> {
    await this.#describe('metrics: what there is not', METRICS, 'unknown', {});
    await this.#describe('metrics: without a name', METRICS, '', {});
    const tries: [what: string, changes: Change[]][] = [
      ['nothing', []],
      ['an unknown setting', [['no.such', SET, '1']]],
      ['no number', [['interval.ms', SET, 'x']]],
      ['too often', [['interval.ms', SET, '99']]],
      ['too seldom', [['interval.ms', SET, '3600001']]],
      ['an unknown attribute', [['match', SET, 'colour=red']]],
      ['no pattern', [['match', SET, 'client_id']]],
      ['two patterns in one', [['match', SET, 'client_id=a=b']]],
      ['a bad pattern', [['match', SET, 'client_id=(']]],
      ['an empty pattern', [['match', SET, 'client_id=']]],
      ['all of them', [['metrics', SET, '*'], ['interval.ms', SET, '100'], ['match', SET, 'client_id = b.*, client_software_name=x']]],
    ]; // prettier-ignore
    for (const [what, changes] of tries) {
      await this.#alter(`metrics: try ${what}`, [[METRICS, 'm', changes]], { validateOnly: true });
    }
    await this.#alter('metrics: without a name', [[METRICS, '', [['interval.ms', SET, '1000']]]]);
    await this.#alter('metrics: set', [
      [
        METRICS,
        'm',
        [
          ['interval.ms', SET, '1000'],
          ['metrics', SET, 'a.,b.'],
        ],
      ],
    ]);
    await this.#until(METRICS, 'm', 'interval.ms', '1000');
    await this.#describe('metrics: set, told', METRICS, 'm', {});
    await this.#describe('metrics: set, some told', METRICS, 'm', { keys: ['interval.ms', 'match'] });
    await this.#alter('metrics: more', [[METRICS, 'm', [['metrics', APPEND, 'c.']]]]);
    await this.#describe('metrics: more, told', METRICS, 'm', {});
    await this.#list('resources: v0', 0, []);
    await this.#list('resources: metrics', 1, [METRICS]);
    await this.#replace('metrics: replace', [[METRICS, 'm', []]]);
    await this.#until(METRICS, 'm', 'metrics', '');
    await this.#list('resources: no metrics', 1, [METRICS]);
  }

  async oddities(): Promise<void> {
    for (const type of [0, 1, 3, 64]) {
      await this.#describe(`type ${String(type)}`, type, 'x', {});
      await this.#alter(`type ${String(type)}: alter`, [[type, 'x', []]]);
      await this.#replace(`type ${String(type)}: replace`, [[type, 'x', []]]);
      await this.#list(`type ${String(type)}: list`, 1, [type]);
    }
    await this.#list('resources: topics', 1, [TOPIC]);
    await this.#list('resources: brokers and loggers', 1, [BROKER, LOGGER, BROKER]);
    await this.#list('resources: all', 1, []);
    await this.#probe.ask('nothing asked for', async (client) => {
      const { results } = await client.request(DescribeConfigs, 4, { resources: [] });
      return results;
    });
    await this.#alter('nothing to alter', []);
    await this.#describe('topic named twice', TOPIC, 'plain', { keys: ['retention.ms'], times: 2 });
  }

  async #describe(
    what: string,
    type: number,
    name: string,
    options: { version?: number; keys?: string[]; isShort?: boolean; times?: number },
  ): Promise<void> {
    const { version = 4, keys = null, isShort = false, times = 1 } = options;
    await this.#probe.ask(what, async (client) => {
      const one = { resourceType: type, resourceName: this.#name(type, name), configurationKeys: keys };
      const { results } = await client.request(DescribeConfigs, version, {
        resources: Array.from({ length: times }, () => one),
        includeSynonyms: true,
        ...(version >= 3 ? { includeDocumentation: true } : {}),
      });
      return results.map((result) => [
        result.errorCode,
        this.#words(result.errorMessage),
        result.resourceType,
        this.#words(result.resourceName),
        result.configs
          .filter(({ configSource }) => !isShort || configSource !== 5)
          .map((config) => this.#told(config))
          .sort(),
      ]);
    });
  }

  #told(config: Described): string {
    const { name, value, readOnly, configSource, isSensitive, synonyms, configType, documentation } = config;
    const flags = `${readOnly ? ' read-only' : ''}${isSensitive ? ' secret' : ''}${documentation === null ? '' : ' documented'}`;
    const from = synonyms.map((synonym) => `${synonym.name}=${String(synonym.value)}(${String(synonym.source)})`);
    return `${name}=${String(value)} from ${String(configSource)} type ${String(configType)}${flags} [${from.join(' ')}]`;
  }

  async #alter(
    what: string,
    resources: readonly (readonly [type: number, name: string, changes: readonly Change[]])[],
    { version = 1, validateOnly = false }: { version?: number; validateOnly?: boolean } = {},
  ): Promise<void> {
    await this.#probe.ask(what, async (client) => {
      const { responses } = await client.request(IncrementalAlterConfigs, version, {
        resources: resources.map(([resourceType, name, changes]) => ({
          resourceType,
          resourceName: this.#name(resourceType, name),
          configs: changes.map(([key, configOperation, value]) => ({ name: key, configOperation, value })),
        })),
        validateOnly,
      });
      return this.#outcomes(responses);
    });
  }

  async #replace(
    what: string,
    resources: readonly (readonly [
      type: number,
      name: string,
      values: readonly (readonly [string, string | null])[],
    ])[],
    { validateOnly = false }: { validateOnly?: boolean } = {},
  ): Promise<void> {
    await this.#probe.ask(what, async (client) => {
      const { responses } = await client.request(AlterConfigs, 2, {
        resources: resources.map(([resourceType, name, values]) => ({
          resourceType,
          resourceName: this.#name(resourceType, name),
          configs: values.map(([key, value]) => ({ name: key, value })),
        })),
        validateOnly,
      });
      return this.#outcomes(responses);
    });
  }

  async #list(what: string, version: number, resourceTypes: number[]): Promise<void> {
    await this.#probe.ask(what, async (client) => {
      const answer = await client.request(ListConfigResources, version, version === 0 ? {} : { resourceTypes });
      const told = answer.configResources.filter(
        ({ resourceType: type, resourceName }) => type !== TOPIC || this.#probe.short(resourceName) !== resourceName,
      );
      return [answer.errorCode, told.map(({ resourceType, resourceName }) => [resourceType, resourceType === BROKER || resourceType === LOGGER ? 'SELF' : this.#words(resourceName)]).sort()]; // prettier-ignore
    });
  }

  #outcomes(
    responses: readonly {
      errorCode: number;
      errorMessage: string | null;
      resourceType: number;
      resourceName: string;
    }[],
  ): unknown {
    return responses
      .map(({ errorCode, errorMessage, resourceType, resourceName }) => [
        resourceType,
        this.#words(resourceName),
        errorCode,
        this.#words(errorMessage),
      ])
      .sort();
  }

  /** Waits until the setting of a topic is told with that value. */
  #settled(topic: string, key: string, value: string): Promise<unknown> {
    return this.#until(TOPIC, topic, key, value);
  }

  #until(type: number, name: string, key: string, value: string | undefined): Promise<unknown> {
    const ask = (client: RawClient) =>
      client.request(DescribeConfigs, 4, {
        resources: [{ resourceType: type, resourceName: this.#name(type, name), configurationKeys: [key] }],
      });
    return this.#probe.until(
      () => ask(this.#probe.client),
      ({ results }) => results[0]?.configs[0]?.value === value,
    );
  }

  #name(type: number, name: string): string {
    return [TOPIC, GROUP, METRICS].some((known) => known === type) && name !== '' && name !== '?' ? this.#probe.name(name) : name; // prettier-ignore
  }

  /** Without what depends on the run. */
  #words(text: string | null): string | null {
    const short = this.#probe.short(text);
    if (short === this.#self) return 'SELF';
    return short?.replace(new RegExp(`(expected|Expected|received) ${this.#self}\\b`, 'g'), '$1 SELF') ?? null;
  }
}
