import { FilterParser } from 'ldapts';
import { z } from 'zod';
import type { AgentId } from '../../board/ids.ts';
import { parseDuration } from '../duration.ts';
import { csvFields } from './csv-directory.ts';
import { usualDialling, type DiallingRules } from './normalise.ts';
import { parseRefresh } from './refresh.ts';
import { like, value } from '../values.ts';

/** The sections `dialling` and `directories` of the office file. */

const digits = (most: number, least = 0) =>
  like('digits', `is not a text of ${least} to ${most} digits`, new RegExp(`^\\d{${least},${most}}$`));

const dialling = z
  .strictObject({
    countryCode: like('country-code', 'is not a country code such as 33', /^[1-9]\d{0,2}$/)
      .optional()
      .describe('country code of the office; without it national numbers stay as they are'),
    nationalPrefix: digits(4)
      .prefault('0')
      .describe('what is dialled before a number of another area; empty where there is none'),
    internationalPrefix: digits(5).prefault('00').describe('what is dialled before a country code'),
    nationalLength: value('integer', 'is not a whole number from 6 to 14', (text) =>
      /^(?:[6-9]|1[0-4])$/.test(text) ? Number(text) : null,
    )
      .optional()
      .describe('digits of a national number without its prefix, where they all have as many'),
  })
  .prefault({})
  .transform(({ countryCode = null, nationalLength = null, ...rest }) => ({
    ...rest,
    countryCode,
    nationalLength,
  }));

const attribute = like('attribute', 'is not an attribute of LDAP', /^[A-Za-z][A-Za-z0-9-]{0,63}$/);
const line = (what: string, most: number) =>
  like(
    'text',
    `is not ${what} of 1 to ${most} characters`,
    new RegExp(`^(?=.*\\S)[^\\p{C}]{1,${most}}$`, 'u'),
  );
const file = line('a path', 500);

const common = {
  id: like(
    'id',
    'is not an id: lower-case letters, digits and hyphens, at most 40',
    /^[a-z0-9][a-z0-9-]{0,39}$/,
  ).describe('name of the directory'),
  users: z
    .array(value('text', 'is not a user', (text) => text as AgentId))
    .min(1)
    .optional()
    .describe('ids of the agents who see it; everybody when left out'),
  refresh: value(
    'refresh',
    'is neither a duration from 1m to 168h nor a cron line such as 0 4 * * *',
    (text) => (parseRefresh(text) === null ? null : text),
  )
    .optional()
    .describe(
      "when it is read again, a cron line in the office's time zone; only at the start when left out",
    ),
};

const column = line('a title', 80).optional();
const csv = z.strictObject({
  ...common,
  kind: z.literal('csv'),
  file: file.describe('the CSV file; relative to the data folder'),
  columns: z
    .strictObject(
      Object.fromEntries(csvFields.map((field) => [field, column])) as Record<
        (typeof csvFields)[number],
        typeof column
      >,
    )
    .prefault({})
    .describe('titles of columns that do not speak for themselves'),
});

const vcard = z.strictObject({
  ...common,
  kind: z.literal('vcard'),
  file: file.describe('the file of vCards; relative to the data folder'),
});

const ldap = z
  .strictObject({
    ...common,
    kind: z.literal('ldap'),
    url: value('ldap-url', 'is not an address such as ldaps://ldap.example.com:636', (text) => {
      const url = URL.canParse(text) ? new URL(text) : null;
      return /^ldaps?:\/\/[^/?#@\s]+\/?$/i.test(text) && url !== null && url.hostname !== '' ? text : null;
    }).describe('the LDAP server, and nothing but the server'),
    startTls: value('yes-or-no', 'is neither true nor false', (text) =>
      text === 'true' || text === 'false' ? text === 'true' : null,
    )
      .prefault('false')
      .describe('goes over to TLS on an ldap:// connection before anything is said'),
    caFile: file.optional().describe("certificates (PEM) that vouch for the server instead of Node's own"),
    bindDn: line('a name', 500)
      .optional()
      .describe('distinguished name to sign in with; anonymous when left out'),
    secret: like('secret', 'is not a secret: 1 to 256 characters', /^[^\p{Cc}]{1,256}$/u)
      .optional()
      .describe('password of bindDn'),
    base: line('a name', 500).describe('distinguished name below which is searched'),
    filter: value('ldap-filter', 'is not an LDAP filter such as (objectClass=person)', (text) => {
      try {
        return text.startsWith('(') && FilterParser.parseString(text).toString() !== '' ? text : null;
      } catch {
        return null;
      }
    })
      .prefault('(objectClass=person)')
      .describe('which entries are searched'),
    attributes: z
      .strictObject({
        name: attribute.prefault('cn'),
        company: attribute.prefault('o'),
        work: attribute.prefault('telephoneNumber'),
        home: attribute.prefault('homePhone'),
        mobile: attribute.prefault('mobile'),
        ip: attribute.prefault('ipPhone'),
      })
      .prefault({})
      .describe('which attribute says what'),
    timeout: value('duration', 'is not a duration from 1s to 2m, such as 10s', (text) => {
      const ms = parseDuration(text);
      return ms !== null && ms >= 1_000 && ms <= 120_000 ? ms : null;
    })
      .prefault('10s')
      .describe('how long one answer may take'),
  })
  .superRefine(({ bindDn, secret, url, startTls }, context) => {
    const wrong = (field: string, rule: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message, params: { rule } });
    // A name without a password is let in as anybody by most servers.
    if (bindDn !== undefined && secret === undefined) wrong('secret', 'required', 'is missing');
    if (bindDn === undefined && secret !== undefined) wrong('bindDn', 'required', 'is missing');
    if (startTls && /^ldaps:/i.test(url))
      wrong('startTls', 'start-tls', 'is for ldap:// only: ldaps:// is TLS already');
  })
  .transform(({ timeout, ...plain }) => ({ ...plain, timeoutMs: timeout }));

export const directorySections = {
  dialling: dialling.describe('how numbers are dialled here, so that one number is known in all its forms'),
  directories: z
    .array(z.discriminatedUnion('kind', [csv, vcard, ldap], { error: kindWrong }))
    .prefault([])
    .describe('who has which number'),
};

function kindWrong({ code }: { readonly code?: string | undefined }): string | undefined {
  return code === 'invalid_union' ? 'is not one of: csv, vcard, ldap' : undefined;
}

export type DirectorySource = z.output<typeof directorySections.directories>[number];
export type LdapSource = Extract<DirectorySource, { kind: 'ldap' }>;

/** Of an office that may have been stored before there were directories. */
export function directoriesOf(office: {
  readonly directories?: readonly DirectorySource[];
}): readonly DirectorySource[] {
  return office.directories ?? [];
}

export function diallingOf(office: { readonly dialling?: DiallingRules }): DiallingRules {
  return office.dialling ?? usualDialling;
}
