import type { Socket } from '@k/runtime';
import { certificateName } from './certificate-name.ts';
import type { PrincipalMapping } from './principal-mapping.ts';

/** What is known of a client by its certificate. */
export type PeerName =
  | { readonly isKnown: true; readonly name: string }
  /** It has shown no certificate; `refusal`: it has, and may not come in. */
  | { readonly isKnown: false; readonly refusal?: string };

/** Who is at the other end, by the certificate that it has shown (Kafka: DefaultKafkaPrincipalBuilder). */
export function peerNameOf({ peerCertificate }: Socket, mapping: PrincipalMapping): PeerName {
  if (peerCertificate === undefined) return { isKnown: false };
  const subject = certificateName(peerCertificate);
  const name = mapping(subject);
  if (name !== undefined) return { isKnown: true, name };
  return { isKnown: false, refusal: `no rule of principalMappingRules is for the certificate of ${subject}` };
}
