import type { Session, Told } from '../session.ts';

const any = (run: string, as?: string): Told => ({ run, anyOrder: true, ...(as === undefined ? {} : { as }) });

/** kafka-acls and what they keep users from, and kafka-delegation-tokens. */
export const access: Session = {
  name: 'access',
  steps: [
    'kafka-topics --create --topic orders --replica-assignment 0:1,1:2',
    any('kafka-acls --list'),
    any('kafka-topics --list --exclude-internal', 'bob'),
    any('kafka-topics --describe --topic orders', 'bob'),
    any('kafka-topics --create --topic bobs', 'bob'),
    any('kafka-topics --delete --topic orders', 'bob'),
    any('kafka-configs --describe --topic orders', 'bob'),
    any('kafka-configs --alter --topic orders --add-config retention.ms=1000', 'bob'),
    any('kafka-acls --list', 'bob'),
    any('kafka-consumer-groups --list', 'bob'),
    any('kafka-consumer-groups --describe --group billing', 'bob'),
    any('kafka-get-offsets --topic orders', 'bob'),
    any('kafka-acls --add --allow-principal User:bob --operation Describe --operation Read --topic orders'),
    any('kafka-acls --add --allow-principal User:bob --producer --topic bob --resource-pattern-type prefixed'),
    any('kafka-acls --add --allow-principal User:bob --consumer --topic orders --group billing'),
    any('kafka-acls --add --deny-principal User:alice --deny-host 10.0.0.1 --operation All --topic *'),
    any('kafka-acls --add --allow-principal User:alice --operation Describe --operation DescribeConfigs --cluster'),
    any('kafka-acls --add --allow-principal User:bob --transactional-id bob --operation Write'),
    any('kafka-acls --add --allow-principal bob --operation Read --topic orders'),
    any('kafka-acls --list --topic orders'),
    any('kafka-acls --list --topic orders --resource-pattern-type match'),
    any('kafka-acls --list --topic bobs --resource-pattern-type match'),
    any('kafka-acls --list --principal User:alice'),
    any('kafka-acls --list --cluster'),
    any('kafka-topics --list --exclude-internal --topic orders', 'bob'),
    any('kafka-topics --describe --topic orders --exclude-internal', 'bob'),
    any('kafka-topics --create --topic bobs --replica-assignment 0:1', 'bob'),
    any('kafka-get-offsets --topic orders --time latest', 'bob'),
    any('kafka-acls --remove --allow-principal User:bob --operation Read --topic orders --force'),
    any('kafka-acls --remove --topic nothing --force'),
    any('kafka-acls --remove --cluster --force'),
    any('kafka-acls --list --resource-pattern-type any'),

    {
      ...any('kafka-delegation-tokens --create --max-life-time-period 86400000 --renewer-principal User:bob', 'alice'),
      pick: token,
    },
    { ...any('kafka-delegation-tokens --describe', 'alice'), pick: token },
    { ...any('kafka-delegation-tokens --describe', 'bob'), pick: token },
    { ...any('kafka-delegation-tokens --describe --owner-principal User:bob', 'alice'), pick: token },
    any('kafka-delegation-tokens --renew --renew-time-period -1 --hmac bm9uZQ==', 'alice'),
    any('kafka-delegation-tokens --expire --expiry-time-period -1 --hmac bm9uZQ==', 'alice'),
  ],
};

/** Secrets and dates, as the tool writes them. */
function token(line: string): string {
  return line.replace(/\S{80,}==/, '<hmac>').replace(/\d{4}-\d\d-\d\dT\d\d:\d\d/g, '<date>');
}
