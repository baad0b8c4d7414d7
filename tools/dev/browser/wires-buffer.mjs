// The Buffer of a package above @k/wire in a browser: wire's, so that there is one.
// @ts-expect-error -- only wire's file for browsers exports it: for us, and so not in its declarations
export { Buffer } from '@k/wire';
