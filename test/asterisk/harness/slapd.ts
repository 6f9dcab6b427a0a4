import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freeTcpPort } from './free-port.ts';

interface Slapd {
  /** The start of a command line. */
  readonly command: readonly string[];
  readonly modules: string;
  readonly schemas: string;
}

const suffix = 'dc=example,dc=com';
export const people = `ou=people,${suffix}`;
/** May read all, page by page; 500 entries in one answer. */
export const reader = { bindDn: `cn=reader,${suffix}`, secret: 'secret-of-reader' };
/** May read 500 entries, whatever he does. */
export const limited = { bindDn: `cn=limited,${suffix}`, secret: 'secret-of-limited' };
/** Made for these tests: vouches for 127.0.0.1, until 2120. */
export const certificate = join(import.meta.dirname, 'tls/cert.pem');
const key = join(import.meta.dirname, 'tls/key.pem');

function slapdFound(): Slapd {
  const found = process.env['CORDBOARD_TEST_TOOLS'];
  if (found === undefined || found === '') {
    throw new Error('slapd is missing: run npm test, which fetches it and names it here');
  }
  return (JSON.parse(found) as { slapd: Slapd }).slapd;
}

/** OpenLDAP's server, on a port of its own, with a folder of its own, as whoever runs the tests. */
export class LdapServer {
  readonly url: string;
  readonly tlsUrl: string;
  readonly #folder: string;
  readonly #child: ChildProcess;

  private constructor(folder: string, child: ChildProcess, url: string, tlsUrl: string) {
    this.#folder = folder;
    this.#child = child;
    this.url = url;
    this.tlsUrl = tlsUrl;
  }

  /** Its entries are the LDIF (RFC 2849) below the suffix. */
  static async start(ldif: string): Promise<LdapServer> {
    const { command, modules, schemas } = slapdFound();
    const [program = '', ...words] = command;
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-slapd-'));
    const config = join(folder, 'slapd.conf');
    await mkdir(join(folder, 'data'));
    await writeFile(config, configOf(folder, modules, schemas));
    await writeFile(join(folder, 'data.ldif'), `${accounts}\n${ldif}`);
    await promisify(execFile)(program, [...words, '-Tadd', '-f', config, '-l', join(folder, 'data.ldif')]);
    const url = `ldap://127.0.0.1:${await freeTcpPort()}`;
    const tlsUrl = `ldaps://127.0.0.1:${await freeTcpPort()}`;
    // With a level of log it stays in the foreground and says when it listens.
    const child = spawn(program, [...words, '-f', config, '-h', `${url} ${tlsUrl}`, '-d', 'stats'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said: string[] = [];
    for await (const line of createInterface({ input: child.stderr })) {
      said.push(line);
      if (!line.includes('slapd starting')) continue;
      child.stderr.resume();
      return new LdapServer(folder, child, url, tlsUrl);
    }
    throw new Error(`slapd did not start:\n${said.join('\n')}`);
  }

  /** It hears nothing and says nothing, but its connections stay. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Somebody below `people`. */
export function person(name: string, attributes: Readonly<Record<string, string>>): string {
  const lines = Object.entries(attributes).map(
    ([title, value]) => `${title}:: ${Buffer.from(value).toString('base64')}`,
  );
  const head = [
    `dn:: ${Buffer.from(`cn=${name},${people}`).toString('base64')}`,
    'objectClass: inetOrgPerson',
  ];
  return [...head, 'sn: x', ...lines, ''].join('\n');
}

function configOf(folder: string, modules: string, schemas: string): string {
  const schema = ['core', 'cosine', 'inetorgperson'].map(
    (name) => `include ${join(schemas, `${name}.schema`)}`,
  );
  return `${schema.join('\n')}
modulepath ${modules}
moduleload back_mdb
TLSCertificateFile ${certificate}
TLSCertificateKeyFile ${key}
sizelimit size=500 size.prtotal=unlimited
database mdb
suffix "${suffix}"
rootdn "cn=root,${suffix}"
directory ${join(folder, 'data')}
maxsize 67108864
limits dn.exact="${limited.bindDn}" size=500 size.prtotal=500
access to attrs=userPassword by anonymous auth by * none
access to dn.subtree="${people}"
  by dn.exact="${reader.bindDn}" read
  by dn.exact="${limited.bindDn}" read
  by * none
access to * by * read
`;
}

const accounts = `dn: ${suffix}
objectClass: dcObject
objectClass: organization
dc: example
o: Example

${[reader, limited]
  .map(
    ({ bindDn, secret }) =>
      `dn: ${bindDn}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\nuserPassword: ${secret}\n`,
  )
  .join('\n')}
dn: ${people}
objectClass: organizationalUnit
ou: people
`;
