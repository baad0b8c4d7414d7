import type { ClientSpec } from '../scenario/scenario.ts';
import { runProducer } from './producer.ts';
import type { Incarnation, Running } from './workload.ts';

type Program<Spec> = (incarnation: Incarnation, spec: Spec) => Running;

const PROGRAMS: { readonly [K in ClientSpec['kind']]: Program<Extract<ClientSpec, { kind: K }>> } = {
  producer: runProducer,
};

/** Begins the program that the spec is of. */
export function begin(incarnation: Incarnation, spec: ClientSpec): Running {
  return PROGRAMS[spec.kind](incarnation, spec);
}
