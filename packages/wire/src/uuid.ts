/** The zero uuid, which stands for "no id" all over the protocol. */
export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';

/**
 * Whether `text` is a uuid as Kafka prints it: the 16 bytes as 22 characters of base64url without padding.
 * The last character carries two bits only, so just four letters may stand there.
 */
export function isUuid(text: string): boolean {
  return typeof text === 'string' && text.length === 22 && /^[\w-]{21}[AQgw]$/.test(text);
}
