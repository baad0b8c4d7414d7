import type { ListenerSettings } from './options/listener-settings.ts';
import type { PrincipalMapping } from './security/tls/principal-mapping.ts';
import type { SaslSettings } from './security/sasl-settings.ts';

/** One listener of all nodes: its settings, and what its connections authenticate against. */
export interface BrokerListener {
  readonly settings: ListenerSettings;
  /** Undefined where clients need not say who they are. */
  readonly sasl: SaslSettings | undefined;
  /** What clients are called that show a certificate. */
  readonly principalMapping: PrincipalMapping;
}
