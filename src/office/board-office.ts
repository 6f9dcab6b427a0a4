import type { Office } from '../board/office.ts';
import type { OfficeDocument } from './schema.ts';

/** What the board works with. No secrets: it is journalled. */
export function boardOffice(document: OfficeDocument): Office {
  return {
    agents: document.agents.map(({ id, name, phone }) => ({ id, name, phone: phone ?? null })),
    phones: document.phones.map(({ id, autoAnswer }) => ({ id, endpoint: `PJSIP/${id}`, autoAnswer })),
    queues: document.queues,
    numbers: document.numbers,
  };
}
