import { ErrorCode, errorFor } from '@k/wire';
import type { ClusterState } from '../state/cluster-state.ts';
import { StorageError } from '../storage/storage-error.ts';

/**
 * What was produced, when it is written: as for clients, nothing is taken where nothing can be written.
 * @throws ProtocolError KAFKA_STORAGE_ERROR
 */
export function keptProduce<T>(
  { cluster, storage }: { readonly cluster: ClusterState; readonly storage: { commit(): void } | undefined },
  topic: string,
  produce: () => T,
): T {
  try {
    if (!cluster.canWrite()) storage?.commit();
    const produced = produce();
    storage?.commit();
    return produced;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw errorFor(ErrorCode.KAFKA_STORAGE_ERROR, { topic, message: error.message });
  }
}
