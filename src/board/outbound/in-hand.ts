import { CordboardError } from '../../base/errors.ts';
import type { Turn } from '../turn.ts';
import type { Contact } from './contact.ts';

/**
 * Takes a contact that lies in the lists, so that it can be given back as another one. One that waits in the board's hands
 * already is there. Throws 'contact-in-use' when an agent has it before him or it is called.
 */
export function takeInHand(turn: Turn, contact: Contact): void {
  const held = turn.state.contacts.get(contact.id);
  if (held === undefined) {
    turn.record({ kind: 'contacts.held', campaign: contact.campaign, contacts: [contact] });
  } else if (held.state.name !== 'ready') {
    throw new CordboardError(
      'contact-in-use',
      `contact ${contact.id} is ${held.state.name} just now: try again when that is over`,
    );
  }
}
