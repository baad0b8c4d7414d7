import { type PlantedBug, bug } from '../planted-bug.ts';

export const MEMORY_BUGS: readonly PlantedBug[] = [
  bug(
    "consumer's memory budget ignored",
    'Brokers are asked for more than there is room for.',
    ['nothing-left'],
    'consumer/src/fetch/byte-budget.ts',
    'return this.limit - this.#held - this.#reserved;',
    'return this.limit;',
  ),
  bug(
    'what is asked for takes no room',
    'Every broker is asked for all that there is room for.',
    ['nothing-left'],
    'consumer/src/fetch/byte-budget.ts',
    'return this.limit - this.#held - this.#reserved;',
    'return this.limit - this.#held;',
  ),
];
