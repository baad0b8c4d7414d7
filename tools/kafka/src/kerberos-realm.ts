import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { MissingPrerequisiteError } from './java.ts';
import { freePorts } from './free-ports.ts';

const run = promisify(execFile);

const HOST = '127.0.0.1';
const REALM = 'K.TEST';

/** What is run of MIT's Kerberos; none of it needs to be root. */
const PROGRAMS = ['krb5kdc', 'kdb5_util', 'kadmin.local', 'kinit', 'klist'] as const;
type Program = (typeof PROGRAMS)[number];

/** Where systems put what only administrators call, which the PATH of others lacks. */
const FURTHER_FOLDERS = ['/usr/sbin', '/usr/local/sbin'] as const;

/** A Kerberos realm of its own on this machine: a KDC on loopback, all its data in a scratch folder. */
export interface KerberosRealm {
  readonly name: string;
  /** A krb5.conf that knows this realm and no other: KRB5_CONFIG of clients, java.security.krb5.conf of brokers. */
  readonly config: string;
  readonly dir: string;
  /** Makes a principal with a random key. @returns the file with the key, a key tab */
  addPrincipal(name: string): Promise<string>;
  /** Gets a ticket by the key of a principal made before. @returns the cache it is in, for KRB5CCNAME */
  kinit(principal: string, options?: { lifetimeSeconds?: number }): Promise<string>;
  /** Whether a cache holds a ticket that has not expired. */
  hasTicket(cache: string): Promise<boolean>;
  /** Starts the KDC again after stopKdc(), on the same port. */
  startKdc(): Promise<void>;
  stopKdc(): Promise<void>;
  /** Ends the KDC and removes the folder. */
  stop(): Promise<void>;
}

/** @throws MissingPrerequisiteError where MIT's Kerberos is not installed */
export async function findKerberos(): Promise<Readonly<Record<Program, string>>> {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...FURTHER_FOLDERS];
  const found: Partial<Record<Program, string>> = {};
  for (const program of PROGRAMS) {
    for (const folder of folders) {
      const file = path.join(folder, program);
      const executable = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (!executable) continue;
      found[program] = file;
      break;
    }
    if (found[program] === undefined) {
      throw new MissingPrerequisiteError(
        `MIT's Kerberos is needed for a realm, and there is no "${program}". Install krb5-kdc, krb5-admin-server and krb5-user (Debian), or krb5-server and krb5-workstation (Fedora).`,
      );
    }
  }
  return found as Record<Program, string>;
}

/**
 * Makes a realm and starts its KDC.
 * @throws MissingPrerequisiteError where MIT's Kerberos is not installed
 */
export async function startRealm(): Promise<KerberosRealm> {
  const programs = await findKerberos();
  const [port = 0] = await freePorts(HOST, 1);
  const dir = await mkdtemp(path.join(os.tmpdir(), 'k-kerberos-'));
  const realm = new LocalRealm(programs, dir);
  try {
    await realm.prepare(port);
    await realm.startKdc();
  } catch (error) {
    await realm.stop();
    throw error;
  }
  return realm;
}

class LocalRealm implements KerberosRealm {
  readonly name = REALM;
  readonly dir: string;
  readonly config: string;
  readonly #programs: Readonly<Record<Program, string>>;
  readonly #environment: NodeJS.ProcessEnv;
  #kdc: ChildProcess | undefined;
  #caches = 0;
  /** Even when this process ends by an exception, no KDC stays behind. */
  readonly #killOnExit = (): void => {
    this.#kdc?.kill('SIGKILL');
  };

  constructor(programs: Readonly<Record<Program, string>>, dir: string) {
    this.#programs = programs;
    this.dir = dir;
    this.config = path.join(dir, 'krb5.conf');
    // What the caller's own Kerberos is set to must not get in.
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('KRB5'));
    this.#environment = {
      ...Object.fromEntries(inherited),
      KRB5_CONFIG: this.config,
      KRB5_KDC_PROFILE: path.join(dir, 'kdc.conf'),
    };
  }

  async prepare(port: number): Promise<void> {
    await writeFile(this.config, clientConfig(port));
    await writeFile(path.join(this.dir, 'kdc.conf'), kdcConfig(this.dir, port));
    await this.#run('kdb5_util', ['-r', REALM, '-P', randomBytes(16).toString('hex'), 'create', '-s']);
  }

  async addPrincipal(name: string): Promise<string> {
    const keyTab = this.#keyTab(name);
    await this.#run('kadmin.local', ['-r', REALM, '-q', `addprinc -randkey ${name}`]);
    await this.#run('kadmin.local', ['-r', REALM, '-q', `ktadd -k ${keyTab} ${name}`]);
    // kadmin.local ends with 0 whatever became of it.
    await access(keyTab);
    return keyTab;
  }

  async kinit(principal: string, { lifetimeSeconds = 3600 }: { lifetimeSeconds?: number } = {}): Promise<string> {
    const cache = `FILE:${path.join(this.dir, `cache-${this.#caches++}`)}`;
    const lifetime = ['-l', `${lifetimeSeconds}s`];
    await this.#run('kinit', [...lifetime, '-c', cache, '-k', '-t', this.#keyTab(principal), principal]);
    return cache;
  }

  async hasTicket(cache: string): Promise<boolean> {
    return await this.#run('klist', ['-s', '-c', cache]).then(
      () => true,
      () => false,
    );
  }

  async startKdc(): Promise<void> {
    const kdc = spawn(this.#programs.krb5kdc, ['-n', '-r', REALM], {
      env: this.#environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    const started = new Promise<void>((resolve, reject) => {
      kdc.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        // Said when it listens.
        if (said.includes('starting...')) resolve();
      });
      kdc.once('error', reject);
      kdc.once('exit', () => {
        reject(new Error(`the KDC ended while starting; it said: ${said.trim()}`));
      });
    });
    this.#kdc = kdc;
    process.on('exit', this.#killOnExit);
    kdc.once('exit', () => {
      process.off('exit', this.#killOnExit);
      if (this.#kdc === kdc) this.#kdc = undefined;
    });
    await started;
  }

  async stopKdc(): Promise<void> {
    const kdc = this.#kdc;
    if (kdc === undefined) return;
    const ended = once(kdc, 'exit');
    kdc.kill('SIGTERM');
    await ended;
  }

  async stop(): Promise<void> {
    await this.stopKdc();
    await rm(this.dir, { recursive: true, force: true, maxRetries: 3 });
  }

  #keyTab(principal: string): string {
    return path.join(this.dir, `${principal.replace(/\//g, '_')}.keytab`);
  }

  async #run(program: Program, args: readonly string[]): Promise<void> {
    try {
      await run(this.#programs[program], args, { env: this.#environment });
    } catch (error) {
      const { stderr = '', message } = error as { stderr?: string; message: string };
      throw new Error(`${program} failed: ${stderr.trim() || message}`, { cause: error });
    }
  }
}

/** No DNS and no UDP: what is not in the file is nowhere. */
function clientConfig(port: number): string {
  return `[libdefaults]
  default_realm = ${REALM}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
  udp_preference_limit = 1
[realms]
  ${REALM} = {
    kdc = ${HOST}:${port}
  }
`;
}

function kdcConfig(dir: string, port: number): string {
  return `[kdcdefaults]
  kdc_listen = ""
  kdc_tcp_listen = ${HOST}:${port}
[realms]
  ${REALM} = {
    database_name = ${path.join(dir, 'principal')}
    key_stash_file = ${path.join(dir, 'stash')}
    acl_file = ${path.join(dir, 'kadm5.acl')}
    supported_enctypes = aes256-cts:normal
    max_life = 1d
  }
[logging]
  kdc = FILE:${path.join(dir, 'kdc.log')}
`;
}
