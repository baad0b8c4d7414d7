import type { ClientSpec } from '../scenario/scenario.ts';
import { runAdmin } from './admin.ts';
import { runMember } from './member.ts';
import { runProcessor } from './processor.ts';
import { runProducer } from './producer.ts';
import { runReader } from './reader.ts';
import { runTransactional } from './transactional.ts';
import type { Incarnation, Running } from './workload.ts';

type Program<Spec> = (incarnation: Incarnation, spec: Spec) => Running;

const PROGRAMS: { readonly [K in ClientSpec['kind']]: Program<Extract<ClientSpec, { kind: K }>> } = {
  producer: runProducer,
  transactional: runTransactional,
  processor: runProcessor,
  member: runMember,
  reader: runReader,
  admin: runAdmin,
};

/** Begins the program that the spec is of. */
export function begin(incarnation: Incarnation, spec: ClientSpec): Running {
  return (PROGRAMS[spec.kind] as Program<ClientSpec>)(incarnation, spec);
}
