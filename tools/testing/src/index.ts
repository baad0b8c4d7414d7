export { odd, says } from './arguments.ts';
export { failure } from './failure.ts';
export { FakeBroker, type Received } from './fake-broker.ts';
export { holdGzip, type HeldGzip, type HeldWork } from './held-gzip.ts';
export { assertNumericOptions } from './numeric-options.ts';
export { assertDefaults, assertOptionTable } from './option-table.ts';
export {
  inMemory,
  inTurns,
  onSockets,
  PLACES,
  type Address,
  type MemoryPlace,
  type Peer,
  type PeerHandlers,
  type Place,
  type Server,
} from './place.ts';
export { recordBatch, type TestRecord } from './record-batch.ts';
export { settle } from './settle.ts';
export { Editor, type ShownOption } from './shown-options.ts';
export { simulation, type Simulation } from './simulation.ts';
export { Process } from './process.ts';
export { World } from './world.ts';
