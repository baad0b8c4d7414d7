import type { Session, Told } from '../session.ts';

const describe = (what: string): Told => ({ run: `kafka-configs --describe ${what}`, anyOrder: true });

/** kafka-configs and kafka-client-metrics: of topics, brokers, groups, clients and users. */
export const configs: Session = {
  name: 'configs',
  steps: [
    'kafka-topics --create --topic orders --replica-assignment 0:1,1:2 --config retention.ms=86400000',
    describe('--topic orders'),
    describe('--topic orders --all'),
    describe('--topic nothing'),
    {
      ...describe('--entity-type topics'),
      // Those that coordinators keep what they know in have other settings.
      pick: (line) => (/for topic __|^ +\b(?!retention)/.test(line) ? undefined : line),
    },
    'kafka-configs --alter --topic orders --add-config retention.ms=1000,cleanup.policy=[compact,delete]',
    describe('--entity-type topics --entity-name orders'),
    'kafka-configs --alter --topic orders --add-config max.message.bytes=2000 --delete-config retention.ms',
    { run: 'kafka-configs --entity-type topics --entity-name orders --describe', anyOrder: true },
    'kafka-configs --alter --topic orders --delete-config flush.ms',
    'kafka-configs --alter --topic orders --delete-config nonsense',
    'kafka-configs --alter --topic orders --add-config nonsense=1',
    'kafka-configs --alter --topic orders --add-config retention.ms=soon',
    'kafka-configs --alter --topic orders --add-config cleanup.policy=burn',
    'kafka-configs --alter --topic orders --add-config min.insync.replicas=0',
    'kafka-configs --alter --topic nothing --add-config retention.ms=1000',

    'kafka-configs --alter --broker-defaults --add-config log.retention.ms=7200000',
    'kafka-configs --alter --broker 1 --add-config log.cleaner.threads=2,message.max.bytes=500000',
    describe('--broker-defaults'),
    describe('--broker 1'),
    describe('--broker 0'),
    describe('--entity-type brokers'),
    'kafka-configs --alter --broker 1 --add-config broker.id=7',
    'kafka-configs --alter --broker 1 --add-config log.dirs=/elsewhere',
    'kafka-configs --alter --broker 1 --add-config message.max.bytes=many',
    'kafka-configs --alter --broker 1 --add-config nonsense=1',
    'kafka-configs --alter --broker one --add-config message.max.bytes=500000',
    describe('--broker 9'),
    'kafka-configs --alter --broker 1 --delete-config log.cleaner.threads,message.max.bytes',
    'kafka-configs --alter --broker-defaults --delete-config log.retention.ms',
    { run: 'kafka-configs --describe --entity-type brokers --entity-name 1', anyOrder: true },
    {
      run: 'kafka-configs --describe --broker 1 --all',
      anyOrder: true,
      // Of the rest there is what a broker in another process needs, set as the two were started; the Kafka looks often for old
      // segments, too.
      pick: (line) =>
        /^ +(log\.retention\.(?!check)|message\.max|num\.partitions|offsets\.retention)/.test(line) ? line : undefined,
    },
    'kafka-configs --alter --broker-logger 1 --add-config kafka.server.KafkaApis=DEBUG',
    'kafka-configs --alter --broker-logger 1 --add-config kafka.server.KafkaApis=LOUD',
    'kafka-configs --alter --broker-logger 1 --add-config nonsense=DEBUG',
    'kafka-configs --alter --broker-logger 1 --delete-config kafka.server.KafkaApis',

    'kafka-configs --alter --group billing --add-config consumer.heartbeat.interval.ms=6000,consumer.session.timeout.ms=50000',
    describe('--group billing'),
    describe('--entity-type groups'),
    'kafka-configs --alter --group billing --add-config consumer.session.timeout.ms=1',
    'kafka-configs --alter --group billing --add-config nonsense=1',
    'kafka-configs --alter --group billing --delete-config consumer.heartbeat.interval.ms',
    { run: 'kafka-configs --describe --entity-type groups --entity-name billing', anyOrder: true },

    'kafka-client-metrics --alter --name lags --metrics org.apache.kafka.consumer. --interval 10000 --match client_id=app.*',
    'kafka-client-metrics --list',
    'kafka-client-metrics --describe --name lags',
    'kafka-client-metrics --describe',
    'kafka-client-metrics --alter --name lags --interval 1',
    'kafka-client-metrics --alter --name lags --match colour=red',
    { run: 'kafka-configs --describe --client-metrics lags', anyOrder: true },
    'kafka-client-metrics --delete --name lags',
    'kafka-client-metrics --delete --name nothing',
  ],
};
