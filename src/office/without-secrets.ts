import type { AgentEntry, OfficeDocument } from './schema.ts';

export type StoredOffice = Omit<OfficeDocument, 'agents'> & {
  readonly agents: Omit<AgentEntry, 'password'>[];
};
export type PublicOffice = Omit<StoredOffice, 'phones'> & {
  readonly phones: Omit<OfficeDocument['phones'][number], 'secret'>[];
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
  };
}

function without<T extends object, Field extends keyof T>(entry: T, field: Field): Omit<T, Field> {
  const rest = { ...entry };
  delete (rest as Partial<T>)[field];
  return rest;
}
