import { defineChecker } from '../define-checker.ts';
import { nameOf, nameOfOffset } from '../facts/places.ts';
import { ackOf } from '../facts/sends.ts';

export const ackedIsStored = defineChecker(
  'acked-is-stored',
  'What a broker acknowledged is in the log, where its acknowledgement said, unless the environment took it.',
  (_history, { sends, logs, taken }, report) => {
    for (const [id, send] of sends) {
      const { ack, index } = ackOf(send) ?? {};
      // With acks 0 nobody has said anything.
      if (ack === undefined || index === undefined || send.sent.acks === 0) continue;
      const place = { topic: send.sent.topic, partition: ack.partition };
      const found = logs.where(id).filter((each) => nameOf(each.place) === nameOf(place));
      const isThere = found.some(({ record }) => ack.offset === -1 || record.offset === ack.offset);
      // The answer may have been on its way while the record was taken.
      const isTaken =
        ack.offset === -1 ? taken.any(place, send.index, Infinity) : taken.has(place, ack.offset, send.index);
      // Only who asks for all replicas is promised that the record outlives its leader.
      const isUnreplicated = send.sent.acks === 1 && taken.hasUnreplicated(place, ack.offset, send.index);
      if (isThere || isTaken || isUnreplicated) continue;
      const where = ack.offset === -1 ? nameOf(place) : nameOfOffset(place, ack.offset);
      report(`${id} of ${send.sent.producer} was acknowledged as ${where}, and ${whatIs(id)}`, index);
    }

    function whatIs(id: string): string {
      const elsewhere = logs.where(id).map(({ place, record }) => nameOfOffset(place, record.offset));
      return elsewhere.length > 0 ? `is at ${elsewhere.join(' and ')}` : 'is in no log';
    }
  },
);
