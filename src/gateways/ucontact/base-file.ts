import { isUtf8 } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import { ParameterError } from './errors.ts';
import type { ContactWanted } from './house/contacts.ts';
import { needNumber, readNumbers } from './numbers.ts';
import { readData } from './parameters.ts';

/** One line: `campaign;number;Par1=Val1:Par2=Val2;alternatives;priority;agentphone`, the last two may be left out. */
export type FileContact = ContactWanted & { readonly line: number };

export interface LineRules {
  /** Whether the name in the first column stands for the campaign that the file is for. */
  readonly isCampaign: (named: string) => boolean;
  /** The account that is meant; null when there is none. */
  readonly agent: (named: string) => string | null;
}

/** Lines that are read before calls have their turn. */
const atATime = 2_000;
/** Wrong lines that the answer tells of. */
const told = 5;
const newline = 0x0a;

/** The contacts of a file, line by line: never all of them at once. */
export class BaseFile {
  readonly #bytes: Buffer;
  readonly #rules: LineRules;
  readonly #decoder: TextDecoder;

  constructor(bytes: Buffer, rules: LineRules) {
    this.#bytes = bytes;
    this.#rules = rules;
    // Spreadsheets in Brazil and Spain still write it so.
    this.#decoder = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  }

  /** Reads all of it and says how many contacts there are. Rejects with a ParameterError that names the wrong lines. */
  async check(): Promise<number> {
    const wrong: string[] = [];
    let wrongLines = 0;
    let count = 0;
    for (const { text, line } of this.#lines()) {
      if (++count % atATime === 0) await nextTurn();
      try {
        this.#read(text, line);
      } catch (error) {
        if (!(error instanceof ParameterError)) throw error;
        wrongLines++;
        if (wrong.length < told) wrong.push(error.message);
      }
    }
    const more = wrongLines - wrong.length;
    if (wrongLines > 0) {
      const rest = more === 0 ? '' : `; and ${more} more wrong line${more === 1 ? '' : 's'}`;
      throw new ParameterError('fileb64', `${wrong.join('; ')}${rest}; nothing was imported`);
    }
    if (count === 0) throw new ParameterError('fileb64', 'the file is empty');
    return count;
  }

  /** Only after `check`. */
  *contacts(): Generator<FileContact> {
    for (const { text, line } of this.#lines()) yield this.#read(text, line);
  }

  *#lines(): Generator<{ readonly text: string; readonly line: number }> {
    let from = 0;
    for (let line = 1; from < this.#bytes.length; line++) {
      const at = this.#bytes.indexOf(newline, from);
      const to = at === -1 ? this.#bytes.length : at;
      const text = this.#decoder.decode(this.#bytes.subarray(from, to)).trim();
      if (text !== '') yield { text, line };
      from = to + 1;
    }
  }

  #read(text: string, line: number): FileContact {
    const where = (column: string): string => `line ${line}, ${column}`;
    const columns = text.split(';').map((column) => column.trim());
    // Some write a semicolon after the last column, too.
    if (columns.length > 6 && columns.at(-1) === '') columns.pop();
    if (columns.length < 2 || columns.length > 6) {
      throw new ParameterError(`line ${line}`, 'has not 2 to 6 columns with ; between them');
    }
    const [campaign = '', number = '', data = '', alternatives = '', priority = '', agentphone = ''] =
      columns;
    if (campaign !== '' && !this.#rules.isCampaign(campaign)) {
      throw new ParameterError(where('campaign'), 'is another one than the parameter campaign');
    }
    if (priority !== '' && !/^[1-9]\d{0,3}$/.test(priority)) {
      throw new ParameterError(where('priority'), 'is not a whole number from 1 to 9999');
    }
    const agent = agentphone === '' ? null : this.#rules.agent(agentphone);
    if (agent === null && agentphone !== '') {
      throw new ParameterError(where('agentphone'), 'is nobody’s account and nobody’s phone');
    }
    return {
      line,
      numbers: [needNumber(where('number'), number), ...readNumbers(where('alternatives'), alternatives)],
      data: readData(where('parameters'), data),
      priority: priority === '' ? null : Number(priority),
      agent,
    };
  }
}
