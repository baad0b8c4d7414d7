import { deafCoordinator } from './deaf-coordinator.ts';
import { flakyProduce } from './flaky-produce.ts';
import { forgottenDuplicate } from './forgotten-duplicate.ts';
import { refusedRecords } from './refused-records.ts';
import { refusedEnd } from './refused-end.ts';
import { restart } from './restart.ts';
import { aclRemoved } from './acl-removed.ts';
import { chunks } from './chunks.ts';
import { clockJump } from './clock-jump.ts';
import { clockSkew } from './clock-skew.ts';
import { contradiction } from './contradiction.ts';
import { coordinatorMove } from './coordinator-move.ts';
import { dropConnections } from './drop-connections.ts';
import { drop } from './drop.ts';
import { errorAnswer } from './error-answer.ts';
import type { FaultKind } from './fault-kind.ts';
import { forgetSessions } from './forget-sessions.ts';
import { freeze } from './freeze.ts';
import { growTopic } from './grow-topic.ts';
import { halfOpen } from './half-open.ts';
import { isolate } from './isolate.ts';
import { heldCommit } from './held-commit.ts';
import { kill } from './kill.ts';
import { lateAnswer } from './late-answer.ts';
import { latency } from './latency.ts';
import { leaderMove } from './leader-move.ts';
import { lostAnswer } from './lost-answer.ts';
import { nodeCrash } from './node-crash.ts';
import { nodeDeath } from './node-death.ts';
import { nodeStop } from './node-stop.ts';
import { partition } from './partition.ts';
import { refuse } from './refuse.ts';
import { remakeTopic } from './remake-topic.ts';
import { retention } from './retention.ts';
import { rollingRestart } from './rolling-restart.ts';
import { slowFollower } from './slow-follower.ts';
import { slowNode } from './slow-node.ts';
import { staleMetadata } from './stale-metadata.ts';
import { uncleanElection } from './unclean-election.ts';

/** All kinds. What a kind gets back is what it has drawn, so that the registry need not know more of it. */
export const FAULT_KINDS: readonly FaultKind[] = [
  latency,
  drop,
  refuse,
  chunks,
  halfOpen,
  partition,
  dropConnections,
  nodeStop,
  nodeCrash,
  rollingRestart,
  leaderMove,
  uncleanElection,
  retention,
  forgetSessions,
  freeze,
  kill,
  clockSkew,
  clockJump,
  growTopic,
  aclRemoved,
  errorAnswer,
  lateAnswer,
  heldCommit,
  lostAnswer,
  slowNode,
  coordinatorMove,
  remakeTopic,
  staleMetadata,
  restart,
  deafCoordinator,
  refusedRecords,
  forgottenDuplicate,
  refusedEnd,
  flakyProduce,
  isolate,
  nodeDeath,
  slowFollower,
  contradiction,
] as FaultKind[];

/** @throws Error for a kind that there is not */
export function faultKind(name: string): FaultKind {
  const found = FAULT_KINDS.find((kind) => kind.name === name);
  if (found === undefined)
    throw new Error(`there is no fault "${name}": ${FAULT_KINDS.map((kind) => kind.name).join(', ')}`);
  return found;
}
