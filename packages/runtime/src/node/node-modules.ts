// Node's modules that take long to load, each at its first use: TLS and crypto are half of what a client would load before
// its first connection, and a program that imports a client may never open one.
import type * as nodeCrypto from 'node:crypto';
import type * as nodeNet from 'node:net';
import type * as nodeTls from 'node:tls';

export const net = (): typeof nodeNet => process.getBuiltinModule('node:net');
export const tls = (): typeof nodeTls => process.getBuiltinModule('node:tls');
export const crypto = (): typeof nodeCrypto => process.getBuiltinModule('node:crypto');
