import type { Session } from './session.ts';
import { access } from './sessions/access.ts';
import { cluster } from './sessions/cluster.ts';
import { configs } from './sessions/configs.ts';
import { groups } from './sessions/groups.ts';
import { records } from './sessions/records.ts';
import { replicas } from './sessions/replicas.ts';
import { topics } from './sessions/topics.ts';
import { transactions } from './sessions/transactions.ts';
import { users } from './sessions/users.ts';

/** All that Kafka's tools are told. */
export const SESSIONS: readonly Session[] = [
  topics,
  configs,
  users,
  groups,
  records,
  replicas,
  cluster,
  transactions,
  access,
];
