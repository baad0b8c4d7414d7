import { ErrorCode } from '@k/wire';
import type { Refusal } from '../state/placement.ts';
import type { RequestContext } from './handler.ts';

/** Whether this node may change topics: with KRaft any passes it on, with ZooKeeper it has to be the controller. */
export function isForController({ cluster, nodeId }: RequestContext): boolean {
  return cluster.releaseAt(nodeId)?.controllerOnly !== true || nodeId === cluster.controllerId;
}

export const NOT_CONTROLLER: Refusal = {
  errorCode: ErrorCode.NOT_CONTROLLER,
  message: 'This is not the correct controller for this cluster.',
};
