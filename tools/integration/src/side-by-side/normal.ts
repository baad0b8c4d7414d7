import type { Side } from './sides.ts';

/** What of a side is another at every start. */
type Place = Pick<Side, 'servers' | 'saslServers' | 'dir'>;

/** A 128-bit id as Kafka writes it: of a cluster, a topic, a directory. */
const ID = /(?<![\w-])[A-Za-z0-9_-]{22}(?![\w-])/g;
/** Words of that length. */
const WORD = /^[a-z-]+$|^[A-Z_]+$|^[a-z]*([A-Z][a-z]+)+$/;

/** Of everything that is another one at every start, what it is in its place. */
export function normal(text: string, side: Place): string {
  // Controllers have addresses of their own, or those of brokers.
  let left = text.replace(/CONTROLLER:\/\/[\w.]+:\d+/g, '<controller>');
  const listeners = { '': side.servers, ' by SASL': side.saslServers };
  for (const [how, servers] of Object.entries(listeners)) {
    for (const [id, server] of servers.entries()) {
      const [, port = ''] = server.split(':');
      left = left
        .replaceAll(server, `<broker ${id}${how}>`)
        .replace(new RegExp(`(?<![\\w.])${port}(?![\\w.])`, 'g'), `<port ${id}${how}>`);
    }
  }
  return (
    left
      .replace(/"logDir":"[^"]*"/g, '"logDir":"<log dir>"')
      .replace(/(?<="log_dirs":\[)[^\]]*/g, (dirs) =>
        dirs.replace(/"[^"]*"/g, (dir) => (dir === '"any"' ? dir : '"<log dir>"')),
      )
      .replaceAll(side.dir, '<dir>')
      // What settings are for is said in words of each one's own.
      .replace(/("documentation": ?)"(?:[^"\\]|\\.)*"/g, '$1"<words>"')
      // A Java object, as it shows itself.
      .replace(/Request\(processor=.*?envelope=[\w.]+\)/g, '<request>')
      // Where in a tool it happened.
      .replace(/^\s+(at |\.\.\. ).*\n?/gm, '')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
      .replace(ID, (id) => (WORD.test(id) ? id : '<id>'))
      .replace(/\b1[7-9]\d{11}\b/g, '<time>')
      .replace(/\b20\d\d-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)?/g, '<date>')
      // Tables are as wide as what is in them.
      .replace(/(?<=\S) {2,}/g, '  ')
      .replace(/[ \t]+$/gm, '')
  );
}
