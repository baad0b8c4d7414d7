import { CONNECTION_BUGS } from './bugs/connections.ts';
import { CONSUMER_BUGS } from './bugs/consumer.ts';
import { GROUP_BUGS } from './bugs/group.ts';
import { MEMORY_BUGS } from './bugs/memory.ts';
import { PRODUCER_BUGS } from './bugs/producer.ts';
import { TRANSACTION_BUGS } from './bugs/transactions.ts';
import type { PlantedBug } from './planted-bug.ts';

export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...PRODUCER_BUGS,
  ...TRANSACTION_BUGS,
  ...CONSUMER_BUGS,
  ...GROUP_BUGS,
  ...CONNECTION_BUGS,
  ...MEMORY_BUGS,
];
