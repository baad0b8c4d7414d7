import type { EpochStart } from './leader-epochs.ts';
import type { PieceState } from './segment.ts';

/** A log as it was at a moment. */
export interface LogState {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly firstDirtyOffset: number;
  readonly epochs: readonly EpochStart[];
  readonly pieces: readonly PieceState[];
  /** What comes next begins a segment. @default only when there is none */
  readonly beginsSegment?: boolean;
}
