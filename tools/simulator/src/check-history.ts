import type { History, Violation } from '@k/tool-history';

/** Nothing acknowledged is lost. Stands in until the checkers of the history are there. */
export function checkHistory(history: History): Violation[] {
  const logged = new Map<string, Set<string>>();
  const topics = new Map<string, string>();
  const durable = new Set<string>();
  const violations: Violation[] = [];
  for (const event of history) {
    if (event.type === 'log') {
      logged.set(`${event.topic}-${String(event.partition)}`, new Set(event.records.map(({ id }) => id ?? '')));
    } else if (event.type === 'sent') {
      topics.set(event.id, event.topic);
      if (event.acks !== 0) durable.add(event.id);
    } else if (event.type === 'left') {
      violations.push({ checker: 'nothing left', message: `${event.kind}: ${event.what}` });
    }
  }
  const isTaken = (topic: string, partition: number, offset: number): boolean =>
    history.some(
      (event) =>
        event.type === 'taken' &&
        event.topic === topic &&
        event.partition === partition &&
        offset >= event.from &&
        offset < event.to,
    );
  for (const [index, event] of history.entries()) {
    if (event.type !== 'acked' || !durable.has(event.id)) continue;
    const { id, partition, offset } = event;
    const topic = topics.get(id) ?? '';
    if (logged.get(`${topic}-${String(partition)}`)?.has(id) === true || isTaken(topic, partition, offset)) continue;
    violations.push({
      checker: 'nothing acked lost',
      message: `${id} was acknowledged at ${topic}-${String(partition)}@${String(offset)} and is not there`,
      event: index,
    });
  }
  return violations;
}
