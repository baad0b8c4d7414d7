import { KafkaError } from '@k/wire';
import { pause, type Incarnation } from './workload.ts';

/** A client at work. */
export interface Life {
  /** Ends when the client is closed, or is over; throws what the program cannot go on with. */
  loop(): Promise<void>;
  close(): Promise<void>;
}

export interface Lives {
  /** Resolves when none follows any more. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

const AGAIN_AFTER_MS = 700;

/**
 * Has a program make a new client, with a name of its own, whenever the one before has come to an end, as a supervisor does.
 * What is no error of Kafka's is a fault of the program, or of the client.
 *
 * @param isWanted whether there is work for another one
 */
export function keepAlive(
  incarnation: Incarnation,
  make: (name: string) => Life,
  isWanted: () => boolean = () => true,
): Lives {
  const { world, name } = incarnation;
  const isClosing = (): boolean => state.isClosing;
  const state: { isClosing: boolean; life: Life | undefined } = { isClosing: false, life: undefined };
  const live = async (): Promise<void> => {
    for (let number = 1; !isClosing() && isWanted(); number++) {
      const lifeName = `${name}/${String(number)}`;
      const life = make(lifeName);
      state.life = life;
      try {
        await life.loop();
      } catch (error) {
        if (!(error instanceof KafkaError)) tellOfBug(incarnation, lifeName, error);
        world.recorder.note(lifeName, `ends with ${String(error)}`);
      }
      if (isClosing()) return;
      await life.close();
      if (isWanted()) await pause(incarnation, AGAIN_AFTER_MS);
    }
  };
  const ended = live();
  return {
    ended,
    async close() {
      state.isClosing = true;
      await state.life?.close();
      await ended;
    },
  };
}

function tellOfBug({ world }: Incarnation, name: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.recorder.write({ type: 'left', kind: 'uncaught exception', what: `${name}: ${text}` });
}
