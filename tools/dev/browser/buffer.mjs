// The Buffer of @k/wire in a browser: npm's `buffer`, with what it lacks of Node's. Taken in by join.mjs.
import { Buffer } from 'buffer/';

const { toString, write } = Buffer.prototype;
// Faster than the one in JavaScript, and what is no UTF-8 becomes what it becomes in Node.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * @this {Buffer}
 * @param {string} [encoding]
 * @param {number} [start]
 * @param {number} [end]
 */
Buffer.prototype.toString = function (encoding = 'utf8', start = 0, end = Infinity) {
  switch (encoding) {
    case 'utf8':
    case 'utf-8':
      return utf8.decode(this.subarray(Math.max(start, 0), Math.max(end, 0)));
    case 'base64url':
      return toString
        .call(this, 'base64', start, end)
        .replace(/[+/=]/g, (it) => (it === '+' ? '-' : it === '/' ? '_' : ''));
    default:
      return toString.call(this, encoding, start, end);
  }
};

/**
 * @this {Buffer}
 * @param {string} text
 * @param {number} [offset]
 * @param {number} [length]
 * @param {string} [encoding]
 */
Buffer.prototype.write = function (text, offset, length, encoding) {
  // Which reads both alphabets.
  return write.call(this, text, offset, length, encoding === 'base64url' ? 'base64' : encoding);
};

export { Buffer };
