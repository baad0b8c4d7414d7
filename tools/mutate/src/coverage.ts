/** A part of a script and how often it ran, as V8 tells it (NODE_V8_COVERAGE). Inner ranges overrule outer ones. */
export interface CoverageRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

export interface ScriptCoverage {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly CoverageRange[] }[];
}

/** Whether what stands at `offset` ran in one process. A script that V8 says nothing of was not loaded. */
export function ranAt(script: ScriptCoverage, offset: number): boolean {
  let innermost: CoverageRange | undefined;
  for (const { ranges } of script.functions) {
    for (const range of ranges) {
      if (range.startOffset > offset || range.endOffset <= offset) continue;
      if (innermost === undefined || size(range) <= size(innermost)) innermost = range;
    }
  }
  return innermost !== undefined && innermost.count > 0;
}

function size({ startOffset, endOffset }: CoverageRange): number {
  return endOffset - startOffset;
}
