import type { Random } from '@k/runtime';

/** A UUID in the writing of Kafka's own, which a member makes itself and keeps (KIP-1082). */
export function newMemberId(random: Random): string {
  const bytes = random.bytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const id = bytes.toString('base64url');
  // Tools on the command line take what begins with a dash for an option.
  return id.startsWith('-') ? newMemberId(random) : id;
}
