// What other tools use of this one: clients of others at work.
export { Driver } from './foreign/driver.ts';
export type { Member } from './foreign/member.ts';
export { type GetProgram, javaProgram, nodeProgram } from './foreign/programs.ts';
