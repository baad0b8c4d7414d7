import type { CompressionCodec } from './compression.ts';
import { CodecError } from './errors.ts';

/**
 * Checks a level before anything is compressed with it.
 * @throws CodecError ('invalid-argument') that says what the codec takes.
 */
export function checkLevel(
  { type, levels }: Pick<CompressionCodec, 'type' | 'levels'>,
  level: number | undefined,
): void {
  if (level === undefined || levels === undefined || level === levels.default) return;
  if (Number.isInteger(level) && level >= levels.min && level <= levels.max) return;
  throw new CodecError(
    `a level of ${type} is an integer from ${levels.min} to ${levels.max} (default ${levels.default}), got ${level}`,
    { reason: 'invalid-argument' },
  );
}
