import { ApiVersions, errorFor, ErrorCode, type ApiVersionsRequest, type ApiVersionsResponse } from '@k/wire';
import { BrokerVersions } from './api-versions.ts';
import { featuresIn } from './features.ts';

/** Sends one ApiVersions request at one version. */
export type AskVersions = (version: number, body: Partial<ApiVersionsRequest>) => Promise<ApiVersionsResponse>;

/**
 * Asks a broker what it speaks: ApiVersions at the newest version we know, or that it is known to take; a broker that does
 * not know that one answers error 35 in the format of version 0, from 2.4 on with the range it takes (KIP-511), and is asked
 * again within it.
 *
 * @param first - the version to ask in
 * @throws ProtocolError for any other error code.
 */
export async function negotiate(
  broker: string,
  software: { readonly name: string; readonly version: string },
  ask: AskVersions,
  first: number,
): Promise<BrokerVersions> {
  let version = first;
  for (;;) {
    const response = await ask(
      version,
      version >= 3 ? { clientSoftwareName: software.name, clientSoftwareVersion: software.version } : {},
    );
    if (response.errorCode === ErrorCode.NONE) {
      return new BrokerVersions(broker, response.apiKeys, undefined, featuresIn(response));
    }
    if (response.errorCode !== ErrorCode.UNSUPPORTED_VERSION || version === 0) {
      throw errorFor(response.errorCode, { api: ApiVersions.name, version, broker });
    }
    const range = response.apiKeys.find((each) => each.apiKey === ApiVersions.key);
    // A second refusal, or a range that does not help, ends at version 0, which every broker with ApiVersions knows.
    version = version === first && range !== undefined ? Math.max(0, Math.min(range.maxVersion, first - 1)) : 0;
  }
}
