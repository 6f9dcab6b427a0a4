import { stringify } from 'yaml';
import { readablePassword, secret, type Random } from '../demo.ts';
import type { ImportedQueues, ImportNote } from './queues-conf.ts';

/**
 * A whole office file of what was imported, to be read through before it is applied: passwords and SIP secrets are new,
 * each queue has a number to be reached by for a first try, and what has no counterpart stands above as comments.
 */
export function officeTextOf({ queues, members, notes }: ImportedQueues, random: Random): string {
  const phones = [...new Set(members.flatMap(({ phone }) => phone ?? []))];
  const document = {
    office: 'Imported from queues.conf',
    queues,
    agents: members.map(({ agent, name, phone }) => ({
      id: agent,
      name,
      ...(phone === null ? {} : { phone }),
      password: readablePassword(random),
    })),
    phones: phones.map((id) => ({ id, secret: secret(random) })),
    numbers: queues.map(({ id }, at) => ({ number: String(900 + at), queue: id })),
  };
  const lines = [
    'Imported from queues.conf. Read it through; the SIP secrets and passwords are new, the numbers are made up.',
    'No user is an admin yet: give somebody `role: admin`.',
    ...(notes.length === 0 ? [] : ['What is otherwise here, or has no counterpart:']),
    ...notes.map(noteLine),
  ];
  return `${lines.map((line) => `# ${line}`).join('\n')}\n\n${stringify(document)}`;
}

export function noteLine({ line, queue, setting, sentence }: ImportNote): string {
  return `  line ${line}${queue === '' ? '' : `, ${queue}`}: ${setting}: ${sentence}`;
}
