export { offAbort, onAbort } from './abort.ts';
export { checkCount, checkFunction, checkMs, checkNotEmpty, checkSignal, checkText } from './arguments.ts';
export { Backoff, backoffMs, type BackoffOptions } from './backoff.ts';
export { Bag, type BagItem } from './bag.ts';
export { Deadline, type DeadlineInit, sleep, timeoutError, type WaitOptions } from './deadline.ts';
export { EarliestTimer } from './earliest-timer.ts';
export { createNodeClock, nodeClock, type NodeClockOptions } from './node/node-clock.ts';
export { createNodeNetwork, nodeNetwork, type NodeNetworkOptions } from './node/node-network.ts';
export { nodeRandom, nodeRuntime } from './node/node-runtime.ts';
export { nodeServerNetwork } from './node/node-server.ts';
export { unheardWarning } from './node/unheard-warning.ts';
export type { Clock, ConnectTarget, Network, Random, Runtime, Socket, SocketHandlers, TimerHandle } from './runtime.ts';
export type { AcceptedHandlers, ListenAddress, Listener, ServerNetwork, ServerTls } from './server.ts';
export type { TlsOptions } from './tls.ts';
export type { FaultsOf, LinkEnds, LinkFaults } from './virtual/faults.ts';
export { AdjustableClock, type AdjustableClockOptions } from './virtual/adjustable-clock.ts';
export { MemoryNetwork, type MemoryNetworkOptions } from './virtual/memory-network.ts';
export { seededRandom } from './virtual/seeded-random.ts';
export { SleepyClock } from './virtual/sleepy-clock.ts';
export { VirtualClock, VirtualTimer, type VirtualClockOptions } from './virtual/virtual-clock.ts';
export { isAbortSignal, waitOptions, waitSettings } from './wait-options.ts';
export { schemaOf } from './schema-of.ts';
export { withMethods } from './with-methods.ts';
export { shownAs } from './shown-as.ts';
export { withResolvers, type Resolvers } from './with-resolvers.ts';
export { z } from './z.ts';

// What the declarations and the README of this package name of others.
export { TimeoutError } from '@k/wire';
