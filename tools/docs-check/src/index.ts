export { allBlocks, programs, root } from './texts.ts';
export { isProgram, placeOf, type Block, type Remarks } from './blocks.ts';
export { runProgram, type Run } from './programs.ts';
export { typeErrors } from './types.ts';
export { commandErrors } from './commands.ts';
