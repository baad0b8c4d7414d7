import { nearest } from '@k/wire';

/** ` (did you mean "Stable"?)` behind what is expected; nothing where no known name is near. */
export function didYouMean(given: unknown, known: readonly string[]): string {
  const near = typeof given === 'string' ? nearest(given, known) : undefined;
  return near === undefined ? '' : ` (did you mean "${near}"?)`;
}
