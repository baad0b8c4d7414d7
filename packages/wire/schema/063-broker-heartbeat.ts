import type { ApiSchema } from '@k/tool-codegen';

export const brokerHeartbeat: ApiSchema = {
  key: 63,
  name: 'BrokerHeartbeat',
  target: 'the active controller, from a broker',
  about: 'A broker shows that it is alive, and asks to be fenced, set free or shut down.',
  versions: {
    0: 'The first (KIP-631).',
    1: 'offlineLogDirs (KIP-858).',
    2: 'cordonedLogDirs (KIP-1066).',
  },
  flexible: 0,
  request: {
    brokerId: ['int32 (brokerId)', 'The id of the broker.'],
    brokerEpoch: ['int64 = -1', 'The epoch that the broker got when it registered.'],
    currentMetadataOffset: ['int64', 'Up to which offset the broker has read the metadata log.'],
    wantFence: ['bool', 'Whether the broker wants to be, or stay, out of service.'],
    wantShutDown: ['bool', 'Whether the broker wants to shut down.'],
    offlineLogDirs: ['[]uuid v1+ tag 0', 'The log directories that have failed.'],
    cordonedLogDirs: ['[]uuid? v2+ tag 1 = null', 'The log directories that take no new replicas; null while the broker starts.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    isCaughtUp: ['bool', 'Whether the broker is about level with the metadata log.'],
    isFenced: ['bool = true', 'Whether the broker is fenced: out of service.'],
    shouldShutDown: ['bool', 'Whether the broker may now shut down.'],
  },
};
