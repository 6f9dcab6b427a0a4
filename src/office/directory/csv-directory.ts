import { CordboardError } from '../../base/errors.ts';
import { csvRows } from './csv.ts';
import { numberTypeOf, type Reading } from './entry.ts';
import { Gathering } from './gathering.ts';

/** What a column may hold. `number` goes with `numberType`, the other numbers say their type themselves. */
export const csvFields = [
  'name',
  'firstName',
  'lastName',
  'company',
  'number',
  'numberType',
  'work',
  'home',
  'mobile',
  'ip',
] as const;
export type CsvField = (typeof csvFields)[number];
/** Titles of columns, by what they hold. */
export type CsvColumns = Partial<Readonly<Record<CsvField, string | undefined>>>;

const typedNumbers = ['work', 'home', 'mobile', 'ip'] as const;

/** The titles that programs give, in lower case. */
const usualTitles: Readonly<Record<CsvField, readonly string[]>> = {
  name: ['name', 'full name', 'display name', 'displayname', 'nom complet', 'vollständiger name'],
  firstName: ['first name', 'firstname', 'given name', 'vorname', 'prénom', 'prenom'],
  lastName: ['last name', 'lastname', 'family name', 'surname', 'nachname', 'nom', 'nom de famille'],
  company: ['company', 'organization', 'organisation', 'firma', 'société', 'societe', 'entreprise'],
  number: [
    'number',
    'phone',
    'phone number',
    'telephone',
    'telephone number',
    'tel',
    'nummer',
    'telefon',
    'telefonnummer',
    'numéro',
    'numero',
    'téléphone',
  ],
  numberType: ['numbertype', 'number type', 'phone type', 'type'],
  work: [
    'work',
    'work phone',
    'business phone',
    'office phone',
    'telefon geschäftlich',
    'téléphone (bureau)',
  ],
  home: ['home', 'home phone', 'telefon privat', 'téléphone (domicile)'],
  mobile: ['mobile', 'mobile phone', 'cell phone', 'cell', 'mobiltelefon', 'mobil', 'téléphone mobile'],
  ip: ['ip', 'ip phone', 'sip', 'voip'],
};

/**
 * A directory from a CSV file with a line of titles. `columns` names the titles that are none of the usual ones.
 * Throws 'directory-unreadable' when the titles do not say where names and numbers are, 'directory-too-large'.
 */
export function readCsvDirectory(text: string, columns: CsvColumns = {}): Reading {
  const rows = csvRows(text);
  const titles = rows.next();
  if (titles.done === true) throw unreadable('the file is empty');
  const where = columnsOf(titles.value.cells, columns);
  const gathering = new Gathering();
  for (const { line, cells, closed } of rows) {
    const at = `line ${line}`;
    const surplus = cells.slice(titles.value.cells.length).some((cell) => cell.trim() !== '');
    if (!closed) gathering.reject(at, 'a quote is not closed: nothing behind it was read');
    else if (surplus) {
      gathering.reject(at, `has ${cells.length} fields, the titles are ${titles.value.cells.length}`);
    } else {
      const cell = (field: CsvField) => cells[where.get(field) ?? -1] ?? '';
      gathering.add({
        where: at,
        name: cell('name').trim() || `${cell('firstName')} ${cell('lastName')}`,
        company: cell('company'),
        numbers: [
          { number: cell('number'), numberType: numberTypeOf([cell('numberType')]) },
          ...typedNumbers.map((type) => ({ number: cell(type), numberType: type })),
        ],
      });
    }
  }
  return gathering.reading;
}

/** In which column each field is. */
function columnsOf(titles: readonly string[], columns: CsvColumns): Map<CsvField, number> {
  const known = titles.map((title) => title.trim().toLowerCase());
  const found = new Map<CsvField, number>();
  for (const field of csvFields) {
    const named = columns[field];
    const at = known.findIndex((title) =>
      named === undefined ? usualTitles[field].includes(title) : title === named.trim().toLowerCase(),
    );
    if (at !== -1) found.set(field, at);
    else if (named !== undefined) throw unreadable(`line 1 has no column "${named}" for ${field}`);
  }
  const has = (...fields: CsvField[]) => fields.some((field) => found.has(field));
  if (!has('name', 'firstName', 'lastName', 'company')) throw unreadable(`line 1 has no column for names`);
  if (!has('number', ...typedNumbers)) throw unreadable('line 1 has no column for numbers');
  return found;
}

function unreadable(sentence: string): CordboardError {
  return new CordboardError(
    'directory-unreadable',
    `${sentence}: the first line must have titles; name them under columns`,
  );
}
