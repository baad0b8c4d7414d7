import { type Api, KafkaError, type UnsupportedVersionError } from '@k/wire';

/** Whether that is the error of a broker that lacks the API altogether; a guess about an old broker does not count. */
export function lacks(error: unknown, { name }: Api<never, never> | { readonly name: string }): boolean {
  if (!KafkaError.is(error) || error.name !== 'UnsupportedVersionError' || error.retriable) return false;
  const { api, version } = error as Partial<Pick<UnsupportedVersionError, 'api' | 'version'>>;
  return api === name && version === undefined;
}
