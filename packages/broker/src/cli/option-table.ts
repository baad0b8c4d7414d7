/** An option of the command. `--help`, the README's table and the reader of the command line are made of these. */
export interface CommandOption {
  /** Its heading in `--help`. */
  readonly group: 'Cluster' | 'Topics and data' | 'Security' | 'Output and end';
  /** What stands for its value; undefined: it takes none. */
  readonly value?: string;
  /** It may be given several times. */
  readonly repeats?: true;
  /** The default, in words. */
  readonly fallback?: string;
  readonly sentence: string;
  /** The option of `createBroker` that it becomes, where the two are one: errors of that name this one. */
  readonly option?: string;
}

export type OptionName =
  | 'port'
  | 'host'
  | 'advertised-host'
  | 'nodes'
  | 'as-version'
  | 'cluster-id'
  | 'topic'
  | 'auto-create-topics'
  | 'config'
  | 'data-dir'
  | 'flush'
  | 'listener'
  | 'tls-cert'
  | 'tls-key'
  | 'tls-ca'
  | 'tls-passphrase'
  | 'tls-client-auth'
  | 'sasl'
  | 'sasl-mechanism'
  | 'authorizer'
  | 'super-user'
  | 'web'
  | 'json'
  | 'quiet'
  | 'verbose'
  | 'exit-with-stdin'
  | 'help'
  | 'version';

/** In the order of `--help`. */
export const OPTIONS: Readonly<Record<OptionName, CommandOption>> = {
  port: {
    group: 'Cluster',
    value: 'PORT',
    fallback: '9092',
    sentence: 'Port of the first node; the next nodes take the next ports. 0: free ones are picked',
    option: 'port',
  },
  host: {
    group: 'Cluster',
    value: 'HOST',
    fallback: '127.0.0.1',
    sentence: 'Address to bind; 0.0.0.0 for all of this machine',
    option: 'host',
  },
  'advertised-host': {
    group: 'Cluster',
    value: 'HOST',
    fallback: 'the host, or localhost where that is a wildcard',
    sentence: 'Host that clients are told',
    option: 'advertisedHost',
  },
  nodes: { group: 'Cluster', value: 'N', fallback: '1', sentence: 'Brokers in the cluster', option: 'nodes' },
  'as-version': {
    group: 'Cluster',
    value: 'RELEASE',
    fallback: 'all versions, else as the newest',
    sentence: 'Release of Kafka to play, such as 3.9',
    option: 'asVersion',
  },
  'cluster-id': {
    group: 'Cluster',
    value: 'ID',
    fallback: 'random',
    sentence: '22 characters of base64url',
    option: 'clusterId',
  },
  topic: {
    group: 'Topics and data',
    value: 'NAME[:PARTITIONS[:REPLICAS]]',
    repeats: true,
    fallback: 'none',
    sentence: 'Topic that is there from the start',
    option: 'topics',
  },
  'auto-create-topics': {
    group: 'Topics and data',
    value: 'true|false',
    fallback: 'true',
    sentence: 'Whether a topic is made when a client first asks for it',
    option: 'autoCreateTopics',
  },
  config: {
    group: 'Topics and data',
    value: 'KEY=VALUE',
    repeats: true,
    fallback: 'none',
    sentence: 'Setting of the brokers, as in server.properties: num.partitions=3',
    option: 'configs',
  },
  'data-dir': {
    group: 'Topics and data',
    value: 'DIR',
    fallback: 'none: all is in memory',
    sentence: 'Keeps topics, records, groups and transactions there',
    option: 'dataDir',
  },
  flush: {
    group: 'Topics and data',
    value: 'WHEN',
    fallback: 'os',
    sentence: 'When data goes to disk: os, always before it is acknowledged, or that many ms later',
    option: 'flush',
  },
  listener: {
    group: 'Security',
    value: '[NAME:]PROTOCOL://[HOST]:PORT',
    repeats: true,
    fallback: 'one at --port',
    sentence: 'Instead of --port; PROTOCOL is PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL',
    option: 'listeners',
  },
  'tls-cert': {
    group: 'Security',
    value: 'FILE',
    sentence: 'Certificate of the broker with its chain, PEM: listeners speak TLS',
  },
  'tls-key': { group: 'Security', value: 'FILE', sentence: 'Its private key, PEM' },
  'tls-ca': { group: 'Security', value: 'FILE', sentence: 'Authorities that sign the certificates of clients, PEM' },
  'tls-passphrase': { group: 'Security', value: 'TEXT', sentence: 'Opens the private key' },
  'tls-client-auth': {
    group: 'Security',
    value: 'none|required',
    fallback: 'none',
    sentence: 'Whether clients need a certificate, by --tls-ca',
  },
  sasl: {
    group: 'Security',
    value: 'USER:PASSWORD',
    repeats: true,
    fallback: 'none',
    sentence: 'User that may log in: listeners ask for SASL',
  },
  'sasl-mechanism': {
    group: 'Security',
    value: 'NAME',
    repeats: true,
    fallback: 'PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512',
    sentence: 'Way to log in; OAUTHBEARER takes unsecured tokens and needs no --sasl',
  },
  authorizer: {
    group: 'Security',
    sentence: 'Refuses what no ACL allows',
    option: 'authorizer',
  },
  'super-user': {
    group: 'Security',
    value: 'NAME',
    repeats: true,
    fallback: 'none',
    sentence: 'User that may do everything: alice, or User:alice; with --authorizer',
  },
  web: {
    group: 'Output and end',
    value: '[HOST:]PORT',
    fallback: 'none; the host 127.0.0.1',
    sentence: 'Page that shows topics, groups and requests, live, to whoever gets there; 0: at a free port',
  },
  json: {
    group: 'Output and end',
    sentence: 'Ready line as JSON: addresses by listener, web, clusterId, pid, version',
  },
  quiet: { group: 'Output and end', sentence: 'Nothing on stderr but errors' },
  verbose: { group: 'Output and end', sentence: 'What clients do, as lines on stderr' },
  'exit-with-stdin': {
    group: 'Output and end',
    sentence: 'Ends when standard input does: nothing is left when a test run dies',
  },
  help: { group: 'Output and end', sentence: 'This text' },
  version: { group: 'Output and end', sentence: 'Version of the package' },
};
