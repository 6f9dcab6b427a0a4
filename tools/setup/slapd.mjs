import { join } from 'node:path';
import { unpacked } from './debian.mjs';

/** OpenLDAP's server, against which tests try the directories: { command, modules, schemas }. */
export async function findSlapd() {
  const found = await unpacked({ name: 'slapd', packages: ['slapd'] });
  return {
    command: found.run('usr/sbin/slapd'),
    modules: join(found.root, 'usr/lib/ldap'),
    schemas: join(found.root, 'etc/ldap/schema'),
  };
}
