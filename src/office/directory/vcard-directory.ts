import { CordboardError } from '../../base/errors.ts';
import { numberTypeOf, type Reading } from './entry.ts';
import { Gathering, type Contact } from './gathering.ts';
import { withoutMark } from './text.ts';
import { vcardLines, type VcardLine } from './vcard-lines.ts';

interface Card {
  readonly line: number;
  fullName: string;
  name: string;
  company: string;
  readonly numbers: Contact['numbers'][number][];
}

/**
 * A directory from vCards 2.1, 3.0 (RFC 2426) or 4.0 (RFC 6350), one after the other in a file.
 * Throws 'directory-unreadable' when there is none, 'directory-too-large'.
 */
export function readVcardDirectory(bytes: Uint8Array): Reading {
  const gathering = new Gathering();
  let card: Card | null = null;
  let cards = 0;
  const unended = (line: number) => gathering.reject(`line ${line}`, 'this card has no END:VCARD');
  for (const property of vcardLines(withoutMark(bytes))) {
    const isCard = property.value.trim().toUpperCase() === 'VCARD';
    if (property.name === 'BEGIN' && isCard) {
      if (card !== null) unended(card.line);
      card = { line: property.line, fullName: '', name: '', company: '', numbers: [] };
      cards += 1;
    } else if (property.name === 'END' && isCard && card !== null) {
      gathering.add(contactOf(card));
      card = null;
    } else if (card !== null) take(card, property);
  }
  if (card !== null) unended(card.line);
  if (cards === 0) throw new CordboardError('directory-unreadable', 'there is no BEGIN:VCARD in the file');
  return gathering.reading;
}

function take(card: Card, { name, parameters, value }: VcardLine): void {
  if (name === 'FN') card.fullName = unescaped(value);
  else if (name === 'N') {
    const [family = '', given = ''] = components(value);
    card.name = `${given} ${family}`;
  } else if (name === 'ORG') card.company = components(value)[0] ?? '';
  else if (name === 'TEL') {
    const number = unescaped(value);
    const words = [...(parameters.get('TYPE') ?? []), ...(/^sips?:/i.test(number.trim()) ? ['sip'] : [])];
    // A number of a fax is not where somebody is at work or at home; it is a number of his all the same.
    const isFax = words.some((word) => word.toUpperCase() === 'FAX');
    card.numbers.push({
      number: number.trim().replace(/^tel:/i, ''),
      numberType: isFax ? null : numberTypeOf(words),
    });
  }
}

function contactOf({ line, fullName, name, company, numbers }: Card): Contact {
  return { where: `line ${line}`, name: fullName.trim() || name, company, numbers };
}

/** What stands between semicolons that have no backslash. */
function components(value: string): string[] {
  return (value.match(/(?:\\.|[^;\\])*(?:;|$)/gs) ?? []).map((part) => unescaped(part.replace(/;$/, '')));
}

function unescaped(value: string): string {
  return value.replaceAll(/\\([\\;,:nN])/g, (_all, sign: string) =>
    sign.toLowerCase() === 'n' ? ' ' : sign,
  );
}
