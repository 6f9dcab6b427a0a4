import type { Gathering } from './gathering.ts';

/** Which attributes say what. A number with several values gives an entry for each. */
export interface LdapAttributes {
  readonly name: string;
  readonly company: string;
  readonly work: string;
  readonly home: string;
  readonly mobile: string;
  readonly ip: string;
}

const typedNumbers = ['work', 'home', 'mobile', 'ip'] as const;

/** An entry as the LDAP server gives it. */
export interface LdapEntry {
  readonly dn: string;
  readonly [attribute: string]: Buffer | Buffer[] | string | string[];
}

export function addLdapEntry(gathering: Gathering, entry: LdapEntry, attributes: LdapAttributes): void {
  // Servers answer in their own spelling of upper and lower case, some with an option: `cn;lang-fr`.
  const values = new Map<string, string[]>();
  for (const [title, value] of Object.entries(entry)) {
    const [name = ''] = title.toLowerCase().split(';');
    values.set(name, [...(values.get(name) ?? []), ...[value].flat().map(String)]);
  }
  const valuesOf = (attribute: string) => values.get(attribute.toLowerCase()) ?? [];
  gathering.add({
    where: entry.dn,
    name: valuesOf(attributes.name)[0] ?? '',
    company: valuesOf(attributes.company)[0] ?? '',
    numbers: typedNumbers.flatMap((type) =>
      valuesOf(attributes[type]).map((number) => ({ number, numberType: type })),
    ),
  });
}
