import type { BrokerEvent } from '../events.ts';

/** What is told with --quiet, too. */
export function isTrouble({ type }: BrokerEvent): boolean {
  return type === 'storageError' || type === 'storageHealed';
}

/** What --verbose shows of an event, in one line. */
export function eventLine(event: BrokerEvent): string {
  switch (event.type) {
    case 'connect': {
      const { connectionId, nodeId, listener, remoteAddress } = event;
      return `connection ${connectionId} of ${remoteAddress} to node ${nodeId}, ${listener}`;
    }
    case 'disconnect':
      return `connection ${event.connectionId} to node ${event.nodeId} ended: ${event.reason}`;
    case 'request':
      return `connection ${event.connectionId}: ${event.apiName} v${event.version}${clientOf(event.clientId)}`;
    case 'trailingBytes':
      return `connection ${event.connectionId}: ${event.bytes} bytes behind ${event.apiName} v${event.version}`;
    case 'group': {
      const { groupId, from, to, generationId } = event;
      return `group ${groupId}: ${from} to ${to}, generation ${generationId}`;
    }
    case 'transaction': {
      const { transactionalId, from, to, producerId, producerEpoch } = event;
      return `transaction ${transactionalId}: ${from} to ${to}, producer ${producerId} epoch ${producerEpoch}`;
    }
    case 'recordsLost':
      return `${event.topic}-${event.partition} lost offsets ${event.from} to ${event.to - 1}: its new leader does not have them`;
    case 'storageError':
      return `nothing can be written, and nothing is acknowledged until it can: ${event.message}`;
    case 'storageHealed':
      return `it can be written again, and goes on: ${event.path}`;
    case 'telemetry':
      return `connection ${event.connectionId}: metrics of a client`;
  }
}

function clientOf(clientId: string | null): string {
  return clientId === null ? '' : ` of ${clientId}`;
}
