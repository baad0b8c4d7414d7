import { z } from '@k/runtime';

/** `User:alice`. */
export const principal = z.custom<string>(
  (value) => typeof value === 'string' && /^[^:]+:./.test(value),
  "expected a type and a name, such as 'User:alice'",
);

interface WrittenPrincipal {
  readonly principalType: string;
  readonly principalName: string;
}

/** As it stands in requests: the name may have colons too. */
export function writtenPrincipal(text: string): WrittenPrincipal {
  const end = text.indexOf(':');
  return { principalType: text.slice(0, end), principalName: text.slice(end + 1) };
}

export function readPrincipal({ principalType, principalName }: WrittenPrincipal): string {
  return `${principalType}:${principalName}`;
}
