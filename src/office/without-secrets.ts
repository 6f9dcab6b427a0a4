import { directoriesOf, type DirectorySource, type LdapSource } from './directory/schema.ts';
import type { AgentEntry, OfficeDocument } from './schema.ts';

export type StoredOffice = Omit<OfficeDocument, 'agents'> & {
  readonly agents: Omit<AgentEntry, 'password'>[];
};
type Webhooks = NonNullable<OfficeDocument['webhooks']>;
export type PublicOffice = Omit<StoredOffice, 'phones' | 'directories' | 'webhooks'> & {
  readonly phones: Omit<OfficeDocument['phones'][number], 'secret'>[];
  readonly directories: (Exclude<DirectorySource, LdapSource> | Omit<LdapSource, 'secret'>)[];
  readonly webhooks:
    | (Omit<Webhooks, 'endpoints'> & { endpoints: Omit<Webhooks['endpoints'][number], 'secret'>[] })
    | undefined;
};

/** For storing: passwords live as hashes elsewhere. The phones' secrets stay, for Asterisk needs them as they are. */
export function withoutPasswords(document: OfficeDocument): StoredOffice {
  return { ...document, agents: document.agents.map((agent) => without(agent, 'password')) };
}

/** For showing. */
export function withoutSecrets(document: OfficeDocument): PublicOffice {
  return {
    ...withoutPasswords(document),
    phones: document.phones.map((phone) => without(phone, 'secret')),
    directories: directoriesOf(document).map((one) => (one.kind === 'ldap' ? without(one, 'secret') : one)),
    webhooks: document.webhooks && {
      ...document.webhooks,
      endpoints: document.webhooks.endpoints.map((endpoint) => without(endpoint, 'secret')),
    },
  };
}

function without<T extends object, Field extends keyof T>(entry: T, field: Field): Omit<T, Field> {
  const rest = { ...entry };
  delete (rest as Partial<T>)[field];
  return rest;
}
