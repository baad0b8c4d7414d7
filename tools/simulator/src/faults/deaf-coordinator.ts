import { ConsumerGroupHeartbeat, Heartbeat } from '@k/wire';
import type { FaultKind } from './fault-kind.ts';

interface What {
  /** Name of a host. */
  readonly client: string;
}

/** Heartbeats of a member are answered well, and do not count: its session ends, and it hears of it later. */
export const deafCoordinator: FaultKind<What> = {
  name: 'deaf-coordinator',
  lastsMs: [7_000, 11_000],
  hidesCoordinator: true,
  weight: 3,
  draw: (chance, { clients }) => {
    const member = chance.pickOf(clients.filter(({ kind }) => kind === 'member' || kind === 'processor'));
    return member === undefined ? undefined : { client: member.name };
  },
  begin: ({ controls }, { client }) => {
    const isMeant = (clientId: string | null): boolean => clientId?.startsWith(`${client}#`) === true;
    const classic = controls.add(Heartbeat, (_, { clientId }) =>
      isMeant(clientId) ? { throttleTimeMs: 0, errorCode: 0 } : undefined,
    );
    const consumer = controls.add(ConsumerGroupHeartbeat, ({ memberId, memberEpoch }, { clientId }) =>
      isMeant(clientId) && memberEpoch > 0
        ? {
            throttleTimeMs: 0,
            errorCode: 0,
            errorMessage: null,
            memberId,
            memberEpoch,
            heartbeatIntervalMs: 1_000,
            assignment: null,
          }
        : undefined,
    );
    return () => {
      classic.remove();
      consumer.remove();
    };
  },
  story: ({ client }) => `heartbeats of ${client} are answered, and do not count`,
};
