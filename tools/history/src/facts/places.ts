/** A partition of a topic. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** `orders-0`, as Kafka writes it. */
export function nameOf({ topic, partition }: Place): string {
  return `${topic}-${String(partition)}`;
}

/** `orders-0@17` */
export function nameOfOffset(place: Place, offset: number): string {
  return `${nameOf(place)}@${String(offset)}`;
}
