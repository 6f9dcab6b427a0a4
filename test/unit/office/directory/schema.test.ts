import { expect, test } from 'vitest';
import { parseRefresh } from '../../../../src/office/directory/refresh.ts';
import { showProblem } from '../../../../src/office/problem.ts';
import { officeFrom, readOffice } from '../../../../src/office/read.ts';
import { withoutPasswords, withoutSecrets } from '../../../../src/office/without-secrets.ts';

const text = `office: Paris
agents:
  - { id: anna, name: Anna }
dialling:
  countryCode: 33
directories:
  - id: staff
    kind: ldap
    url: ldaps://ldap.example.com
    bindDn: cn=reader,dc=example,dc=com
    secret: topsecret
    base: ou=people,dc=example,dc=com
    attributes: { company: companyName }
    refresh: 0 4 * * 1-5
  - { id: clients, kind: csv, file: clients.csv, columns: { name: Kunde }, users: [anna], refresh: 15m }
  - { id: cards, kind: vcard, file: /srv/cards.vcf }
`;

function problemsOf(office: string): string[] {
  const reading = readOffice(office);
  return reading.ok ? [] : reading.problems.map((problem) => showProblem('office.yaml', problem));
}

test('a directory has its defaults', () => {
  const { dialling, directories } = officeFrom(text);
  expect(dialling).toEqual({
    countryCode: '33',
    nationalPrefix: '0',
    internationalPrefix: '00',
    nationalLength: null,
  });
  expect(directories).toEqual([
    {
      id: 'staff',
      kind: 'ldap',
      url: 'ldaps://ldap.example.com',
      startTls: false,
      bindDn: 'cn=reader,dc=example,dc=com',
      secret: 'topsecret',
      base: 'ou=people,dc=example,dc=com',
      filter: '(objectClass=person)',
      attributes: {
        name: 'cn',
        company: 'companyName',
        work: 'telephoneNumber',
        home: 'homePhone',
        mobile: 'mobile',
        ip: 'ipPhone',
      },
      timeoutMs: 10_000,
      refresh: '0 4 * * 1-5',
    },
    {
      id: 'clients',
      kind: 'csv',
      file: 'clients.csv',
      columns: { name: 'Kunde' },
      users: ['anna'],
      refresh: '15m',
    },
    { id: 'cards', kind: 'vcard', file: '/srv/cards.vcf' },
  ]);
});

test('an office without directories has none, and its numbers stay as they are', () => {
  expect(officeFrom('office: Small\n')).toMatchObject({ directories: [], dialling: { countryCode: null } });
});

test('the password of the LDAP server is kept like that of a phone: stored, never shown', () => {
  const document = officeFrom(text);
  expect(withoutPasswords(document).directories).toEqual(document.directories);
  expect(JSON.stringify(withoutSecrets(document))).not.toContain('topsecret');
  expect(withoutSecrets(document).directories[0]).toMatchObject({ bindDn: 'cn=reader,dc=example,dc=com' });
});

test('an office that was stored before there were directories can be shown', () => {
  const { directories: _directories, dialling: _dialling, ...stored } = officeFrom(text);
  expect(withoutSecrets(stored as never).directories).toEqual([]);
});

test('every problem is told with its line and field, and no secret with it', () => {
  expect(
    problemsOf(`office: Bad
dialling: { countryCode: 0, nationalPrefix: x, internationalPrefix: 00, nationalLength: 3 }
directories:
  - { id: a, kind: xml, file: a.xml }
  - { id: b, file: b.csv }
  - { id: c, kind: csv, file: c.csv, url: x, users: [bob], refresh: hourly, columns: { nam: x } }
  - { id: c, kind: ldap, url: "http://x/", base: dc=x, filter: "(cn=", bindDn: cn=y }
  - { id: d, kind: ldap, url: "ldaps://x/o=y", startTls: true, base: dc=x, secret: topsecret, timeout: 1h }
  - { id: e, kind: ldap, url: "ldaps://x", startTls: true, base: dc=x, secret: topsecret }
  - clients
`),
  ).toEqual([
    'office.yaml:2:26 dialling.countryCode: "0" is not a country code such as 33',
    'office.yaml:2:45 dialling.nationalPrefix: "x" is not a text of 0 to 4 digits',
    'office.yaml:2:89 dialling.nationalLength: "3" is not a whole number from 6 to 14',
    'office.yaml:4:20 directories[0].kind: "xml" is not one of: csv, vcard, ldap',
    'office.yaml:5:5 directories[1].kind: is missing',
    'office.yaml:6:38 directories[2].url: "url" is not a setting here',
    'office.yaml:6:54 directories[2].users[0]: "bob" is not an agent of this office',
    'office.yaml:6:69 directories[2].refresh: "hourly" is neither a duration from 1m to 168h nor a cron line such as 0 4 * * *',
    'office.yaml:6:88 directories[2].columns.nam: "nam" is not a setting here',
    'office.yaml:7:11 directories[3].id: "c" is the id of another directory too',
    'office.yaml:7:31 directories[3].url: "http://x/" is not an address such as ldaps://ldap.example.com:636',
    'office.yaml:7:64 directories[3].filter: "(cn=" is not an LDAP filter such as (objectClass=person)',
    'office.yaml:8:31 directories[4].url: "ldaps://x/o=y" is not an address such as ldaps://ldap.example.com:636',
    'office.yaml:8:104 directories[4].timeout: "1h" is not a duration from 1s to 2m, such as 10s',
    'office.yaml:9:5 directories[5].bindDn: is missing',
    'office.yaml:9:54 directories[5].startTls: "true" is for ldap:// only: ldaps:// is TLS already',
    'office.yaml:10:5 directories[6]: "clients" is not a block of settings',
  ]);
});

test('a name without its password would be nobody', () => {
  const half =
    'office: X\ndirectories:\n  - { id: a, kind: ldap, url: "ldap://x", base: dc=x, bindDn: cn=y }\n';
  expect(problemsOf(half)).toEqual(['office.yaml:3:5 directories[0].secret: is missing']);
});

test.each([
  ['1m', { everyMs: 60_000 }],
  ['168h', { everyMs: 604_800_000 }],
  ['30s', null],
  ['169h', null],
  ['*/15 8-18 * * 1-5', { cron: '*/15 8-18 * * 1-5' }],
  ['0,30 4 1 1 0', { cron: '0,30 4 1 1 0' }],
  ['60 4 * * *', null],
  ['0 4 0 * *', null],
  ['0 4 * *', null],
  ['5-1 * * * *', null],
  ['*/0 * * * *', null],
  ['0 4 * * mon', null],
])('%j is read as %j', (written, refresh) => {
  expect(parseRefresh(written)).toEqual(refresh);
});
