import { element, leaf, optional, word, type XmlElement } from '../xml/element.ts';
import type { PartyInfo } from '../words.ts';

/** A party under the name that its place gives it; its elements as SearchName prints them. */
export function partyElement(name: string, party: PartyInfo): XmlElement {
  return element(
    name,
    leaf('number', party.number),
    optional(party.name, (text) => leaf('name', text)),
    optional(party.numberType, (type) => word('numberType', type)),
    optional(party.company, (text) => leaf('company', text)),
  );
}

/** SearchName and SearchNumber. */
export function searchDirectoryElement(parties: readonly PartyInfo[]): XmlElement {
  return element('searchDirectory', ...parties.map((party) => partyElement('party', party)));
}
