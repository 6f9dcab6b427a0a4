import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { Directories } from '../../src/control/directories.ts';
import { Database } from '../../src/ledger/database.ts';
import { Directories as DirectoryRows } from '../../src/ledger/directories.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import { readLdap } from '../../src/office/directory/ldap.ts';
import type { LdapSource } from '../../src/office/directory/schema.ts';
import { officeFrom } from '../../src/office/read.ts';
import { certificate, LdapServer, limited, people, person, reader } from './harness/slapd.ts';

/** More than one page, and more than the server gives at once. */
const count = 1_234;

function everybody(): string {
  const crowd = Array.from({ length: count }, (_, at) =>
    person(`Person ${at}`, { telephoneNumber: `01 60 ${String(at).padStart(6, '0')}` }),
  );
  const known = person('Jörg Müller', {
    telephoneNumber: '+33 1 60 12 77 64',
    mobile: '06 12 34 56 78',
    homePhone: '01 99 88 77 66',
    o: 'uniGone',
  });
  return [...crowd, known, person('Without Number', {})].join('\n');
}

let server: LdapServer;
let folder: string;
let rows: DirectoryRows;
let db: Database;
let directories: Directories;

beforeAll(async () => {
  server = await LdapServer.start(everybody());
});
afterAll(() => server.stop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-ldap-'));
  db = new Database(join(folder, 'test.db'));
  migrate(db);
  rows = new DirectoryRows(db);
  directories = open();
});
afterEach(async () => {
  server.thaw();
  await directories.stop();
  db.close();
  await rm(folder, { recursive: true });
});

function open(): Directories {
  return new Directories({ store: rows, folder, clock: systemClock, log: pino({ level: 'silent' }) });
}

function officeWith(settings: Record<string, unknown> = {}) {
  const directory = {
    id: 'staff',
    kind: 'ldap',
    url: server.url,
    base: people,
    ...reader,
    timeout: '5s',
    ...settings,
  };
  const plain = JSON.parse(JSON.stringify(directory)) as object;
  const shown = Object.entries(plain).map(([name, value]) => `    ${name}: ${JSON.stringify(value)}`);
  return officeFrom(`office: Paris\ndialling: { countryCode: 33 }\ndirectories:\n  -\n${shown.join('\n')}\n`);
}

function sourceWith(settings: Record<string, unknown> = {}): LdapSource {
  const [source] = officeWith(settings).directories;
  if (source?.kind !== 'ldap') throw new Error('no LDAP directory');
  return source;
}

const read = (settings: Record<string, unknown> = {}, most?: number) =>
  readLdap(sourceWith(settings), {
    folder,
    signal: AbortSignal.timeout(30_000),
    ...(most === undefined ? {} : { most }),
  });

test('all are read, page by page, and found by name and by number', async () => {
  directories.apply(officeWith());
  const status = await directories.sync('staff');
  expect(status).toMatchObject({
    name: 'staff',
    kind: 'ldap',
    count: count + 3,
    problem: null,
    rejected: [{ where: `cn=Without Number,${people}`, reason: 'has no number' }],
    rejectedCount: 1,
  });
  expect(directories.searchName(null, 'person 1', 5).map(({ name }) => name)).toEqual([
    'Person 1',
    'Person 10',
    'Person 100',
    'Person 1000',
    'Person 1001',
  ]);
  expect(directories.searchName(null, 'mül', 9)).toEqual(
    (
      [
        ['+33160127764', '+33 1 60 12 77 64', 'work'],
        ['+33199887766', '01 99 88 77 66', 'home'],
        ['+33612345678', '06 12 34 56 78', 'mobile'],
      ] as const
    ).map(([number, givenNumber, numberType]) => ({
      number,
      givenNumber,
      name: 'Jörg Müller',
      numberType,
      company: 'uniGone',
    })),
  );
  expect(directories.partyOf(null, '0033612345678')?.name).toBe('Jörg Müller');
});

test('what was read is there after a restart, while the server is away', async () => {
  directories.apply(officeWith());
  await directories.sync('staff');
  await directories.stop();
  directories = open();
  const away = officeWith({ url: 'ldap://127.0.0.1:1' });
  directories.apply(away);
  await expect(directories.sync('staff')).rejects.toMatchObject({ code: 'directory-unreachable' });
  expect(directories.searchNumber(null, '0160127764')).toHaveLength(1);
  expect(directories.list(null)).toMatchObject([
    { count: count + 3, problem: expect.stringContaining('ldap://127.0.0.1:1 cannot be reached') },
  ]);
  directories.apply(officeWith());
  await directories.sync('staff');
  expect(directories.list(null)).toMatchObject([{ count: count + 3, problem: null, failedAt: null }]);
});

test('a wrong password, a wrong base and a filter that finds nobody leave what there is', async () => {
  directories.apply(officeWith());
  await directories.sync('staff');
  for (const [settings, code] of [
    [{ secret: 'not-the-secret' }, 'directory-refused'],
    [{ base: `ou=nowhere,${people}` }, 'directory-base-unknown'],
    [{ filter: '(cn=nobody)' }, 'directory-empty'],
    [limited, 'directory-limited'],
  ] as const) {
    directories.apply(officeWith(settings));
    const failure = await directories.sync('staff').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(directories.list(null)).toMatchObject([{ count: count + 3, problem: expect.any(String) }]);
    expect(JSON.stringify([failure, directories.list(null)])).not.toContain('not-the-secret');
  }
});

test('who may not see the entries is told so, and is not taken for an empty directory', async () => {
  await expect(read({ bindDn: undefined, secret: undefined })).rejects.toMatchObject({
    code: 'directory-base-unknown',
    message: expect.stringContaining('anonymous may not see it'),
  });
});

test('attributes are named in any case, and more numbers than allowed are refused', async () => {
  const attributes = { name: 'CN', company: 'organizationname', work: 'MOBILE', mobile: 'telephonenumber' };
  const { entries } = await read({ attributes, filter: '(mobile=*)' });
  expect(entries.map(({ number, numberType, company }) => [number, numberType, company])).toEqual([
    ['06 12 34 56 78', 'work', null],
    ['01 99 88 77 66', 'home', null],
    ['+33 1 60 12 77 64', 'mobile', null],
  ]);
  await expect(read({}, 600)).rejects.toMatchObject({ code: 'directory-too-large' });
});

test('over TLS, from the first byte or from startTls on, and only with a certificate that is vouched for', async () => {
  const filter = '(mobile=*)';
  expect((await read({ filter, url: server.tlsUrl, caFile: certificate })).entries).toHaveLength(3);
  expect((await read({ filter, startTls: 'true', caFile: certificate })).entries).toHaveLength(3);
  await expect(read({ filter, url: server.tlsUrl })).rejects.toMatchObject({ code: 'directory-unreachable' });
  await expect(read({ filter, startTls: 'true' })).rejects.toMatchObject({ code: 'directory-unreachable' });
  const byName = server.tlsUrl.replace('127.0.0.1', 'localhost');
  await expect(read({ filter, url: byName, caFile: certificate })).rejects.toMatchObject({
    code: 'directory-unreachable',
    message: expect.stringContaining('localhost'),
  });
});

test('a server that hangs is given up, with and without TLS', async () => {
  server.freeze();
  await expect(read({ timeout: '1s' })).rejects.toMatchObject({ code: 'directory-timeout' });
  await expect(read({ timeout: '1s', url: server.tlsUrl, caFile: certificate })).rejects.toMatchObject({
    code: 'directory-timeout',
  });
});

test('who ends Cordboard does not wait for a server that hangs', async () => {
  server.freeze();
  directories.apply(officeWith({ timeout: '2m' }));
  const asked = directories.sync('staff').catch((error: unknown) => error);
  await directories.stop();
  expect(await asked).toMatchObject({ code: 'stopping' });
});

/** Hands on what the server says as long as `hears` wants it, then drops or holds the connection. */
async function throughProxy(
  hears: (bytes: number) => 'pass' | 'drop' | 'hold',
  use: (url: string) => Promise<void>,
): Promise<void> {
  let bytes = 0;
  const proxy = createServer((client) => {
    const upstream = connect(Number(new URL(server.url).port), '127.0.0.1');
    client.pipe(upstream).on('data', (data: Buffer) => {
      bytes += data.length;
      const then = hears(bytes);
      if (then === 'pass') client.write(data);
      if (then === 'drop') client.destroy();
    });
    client.once('close', () => upstream.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  await use(`ldap://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  // Resolves only when no connection was forgotten.
  proxy.close();
  await once(proxy, 'close');
}

test('a connection that breaks in the midst gives no shorter list', async () => {
  // The second page is on its way then.
  const most = 100_000;
  let heard = 0;
  const hears = (bytes: number) => ((heard = bytes) > most ? 'drop' : 'pass');
  await throughProxy(hears, async (url) => {
    await expect(read({ url })).rejects.toMatchObject({ code: 'directory-unreachable' });
  });
  expect(heard).toBeGreaterThan(most);
});

test('a server that hangs between its word for TLS and TLS is given up too', async () => {
  let answers = 0;
  const hears = () => ((answers += 1) === 1 ? 'pass' : 'hold');
  await throughProxy(hears, async (url) => {
    const asked = read({ url, startTls: 'true', caFile: certificate, timeout: '1s' });
    await expect(asked).rejects.toMatchObject({ code: 'directory-timeout' });
  });
});
