/** An element that is there. */
export function at(array: Int32Array | Uint8Array, index: number): number {
  return array[index] as number;
}
