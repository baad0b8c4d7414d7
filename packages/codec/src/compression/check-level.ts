import { invalidArgument } from '../arguments.ts';
import type { CompressionLevels } from './compression-codec.ts';

/**
 * Checks a level before anything is compressed with it.
 * @throws CodecError ('invalid-argument') that says what the codec takes.
 */
export function checkLevel(
  { type, levels }: { readonly type: string; readonly levels?: CompressionLevels | null },
  level: number | undefined,
): void {
  if (level === undefined || levels === undefined) return;
  if (levels === null) throw invalidArgument(`${type} has no levels: leave the level out`, level);
  if (level === levels.default || (Number.isInteger(level) && level >= levels.min && level <= levels.max)) return;
  const { min, max } = levels;
  throw invalidArgument(`a level of ${type} is an integer from ${min} to ${max} (default ${levels.default})`, level);
}
