/** What the broker knows this producer by: sequence numbers count per partition within one of these (KIP-98, KIP-360). */
export interface ProducerIdentity {
  readonly producerId: bigint;
  readonly epoch: number;
}
