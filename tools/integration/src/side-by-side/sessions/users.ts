import type { Session, Told } from '../session.ts';

const describe = (what: string): Told => ({
  run: `kafka-configs --describe ${what}`,
  anyOrder: true,
  // The mechanisms of a user come in the order of a hash map.
  pick: (line) =>
    line.replace(/(?<=SCRAM credential configs for .* are ).*/, (all) => all.split(', ').sort().join(', ')),
});

/** kafka-configs: quotas of users, clients and addresses, and passwords of users. */
export const users: Session = {
  name: 'users',
  steps: [
    'kafka-configs --alter --user erin --add-config producer_byte_rate=1024,consumer_byte_rate=2048',
    'kafka-configs --alter --user erin --client app --add-config request_percentage=50.5',
    'kafka-configs --alter --client app --add-config controller_mutation_rate=10',
    'kafka-configs --alter --user-defaults --add-config producer_byte_rate=4096',
    'kafka-configs --alter --client-defaults --add-config consumer_byte_rate=8192',
    'kafka-configs --alter --ip 10.0.0.1 --add-config connection_creation_rate=7',
    describe('--user erin'),
    describe('--user erin --client app'),
    describe('--client app'),
    describe('--user-defaults'),
    describe('--client-defaults'),
    describe('--entity-type users'),
    describe('--entity-type clients'),
    describe('--ip 10.0.0.1'),
    describe('--entity-type ips'),
    describe('--user nobody'),
    'kafka-configs --alter --user erin --add-config producer_byte_rate=-5',
    'kafka-configs --alter --user erin --add-config producer_byte_rate=much',
    'kafka-configs --alter --user erin --add-config nonsense=1',
    'kafka-configs --alter --ip nowhere.invalid --add-config connection_creation_rate=7',
    'kafka-configs --alter --user erin --delete-config producer_byte_rate',
    'kafka-configs --alter --user erin --delete-config request_percentage',
    { run: 'kafka-configs --describe --entity-type users --entity-name erin', anyOrder: true },

    `kafka-configs --alter --user carol --add-config 'SCRAM-SHA-256=[iterations=8192,password=carol-secret],SCRAM-SHA-512=[password=carol-secret]'`,
    `kafka-configs --alter --user carol --add-config 'SCRAM-SHA-256=[iterations=8192,password=carol-secret]'`,
    `kafka-configs --alter --user carol --add-config 'SCRAM-SHA-512=[password=carol-secret]'`,
    describe('--user carol'),
    `kafka-configs --alter --user carol --add-config 'SCRAM-SHA-256=[iterations=100,password=carol-secret]'`,
    `kafka-configs --alter --user carol --add-config 'SCRAM-SHA-256=[iterations=8192,password=]'`,
    'kafka-configs --alter --user carol --delete-config SCRAM-SHA-256',
    'kafka-configs --alter --user nobody --delete-config SCRAM-SHA-256',
    { run: 'kafka-configs --describe --entity-type users --entity-name carol', anyOrder: true },
  ],
};
