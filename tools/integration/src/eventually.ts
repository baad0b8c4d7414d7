import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_MS } from './lab.ts';

/**
 * Asks until the answer is as wanted: brokers tell each other what has changed, and the one that is asked may hear of it last.
 * @param ask - what it throws counts as an answer that is not as wanted
 * @throws what `ask` threw last, or an error that shows its last answer
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean = () => true,
): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    let trouble: unknown;
    try {
      const answer = await ask();
      if (isWanted(answer)) return answer;
      trouble = new Error(`${what}: at last it was ${JSON.stringify(answer)}`);
    } catch (error) {
      trouble = error;
    }
    if (Date.now() > until) throw trouble;
    await sleep(100);
  }
}
