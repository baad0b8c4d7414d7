/** So many older answers in a row are refused. */
const REFUSALS = 5;

/** What is remembered of a topic. */
interface TopicMemory {
  /** Its id, and the one it had before it was deleted and made again; undefined while not told. */
  id: string | undefined;
  formerId: string | undefined;
  /** Older answers refused in a row, by partition; those with the former id under {@link TOPIC}. */
  readonly refusals: Map<number, number>;
}

const TOPIC = -1;

/**
 * Tells a broker that is behind from a cluster that went back.
 *
 * Brokers learn of changes at different times, so an answer with a lower leader epoch than the known one, or with the id
 * that a topic had before, is refused: it is what was (KIP-320, KIP-516). But not for ever. Epochs begin anew where a
 * topic is deleted and made again before Kafka 2.8, which gave topics their ids, and are older where a cluster is
 * restored from a backup. So the known is given up after some refusals in a row, or as soon as the broker that is known
 * as the leader denies it.
 */
export class OlderAnswers {
  readonly #topics = new Map<string, TopicMemory>();

  /** Whether an answer with an older leader epoch than the known one is believed; counted if it is not. */
  believesEpoch(topic: string, partition: number): boolean {
    return believes(this.#memoryOf(topic), partition);
  }

  /** The known leader was confirmed, or there is a newer one. */
  confirmed(topic: string, partition: number): void {
    this.#topics.get(topic)?.refusals.delete(partition);
  }

  /** The known leader says that it is none: the next answer is believed, whatever its epoch. */
  denied(topic: string, partition: number): void {
    this.#memoryOf(topic).refusals.set(partition, REFUSALS);
  }

  /** Whether a topic is believed to have `id` now, as an answer says; counted if it is not. */
  believesId(topic: string, id: string): boolean {
    const memory = this.#memoryOf(topic);
    if (id === memory.formerId && !believes(memory, TOPIC)) return false;
    memory.refusals.delete(TOPIC);
    if (id !== memory.id) {
      memory.formerId = memory.id;
      memory.id = id;
    }
    return true;
  }

  /** The topic is of no interest any more. */
  forget(topic: string): void {
    this.#topics.delete(topic);
  }

  /** It is another cluster. */
  clear(): void {
    this.#topics.clear();
  }

  #memoryOf(topic: string): TopicMemory {
    let memory = this.#topics.get(topic);
    if (memory === undefined) {
      memory = { id: undefined, formerId: undefined, refusals: new Map() };
      this.#topics.set(topic, memory);
    }
    return memory;
  }
}

function believes({ refusals }: TopicMemory, what: number): boolean {
  const count = refusals.get(what) ?? 0;
  if (count >= REFUSALS) refusals.delete(what);
  else refusals.set(what, count + 1);
  return count >= REFUSALS;
}
