import type { AgentId } from '../board/ids.ts';
import type { NewContact, NewNumber } from '../board/outbound/stored.ts';
import type { RawContact, Reject, RejectRule } from './format.ts';
import type { Numbers } from './numbers.ts';
import { isTimeZone } from './zones.ts';

export interface RowRules {
  readonly numbers: Numbers;
  /** Of the list; null: by number. */
  readonly timeZone: string | null;
  /** What rows have that name none. */
  readonly priority: number;
  readonly dueAt: number;
  /** Ids of those whom a row may name; null: whoever. */
  readonly agents: ReadonlySet<string> | null;
}

const longestText = 2_000;
const mostNumbers = 10;
const mostData = 100;

/** What a written contact says, or the first rule that it breaks. */
export function readContact(raw: RawContact, rules: RowRules): NewContact | Reject {
  const { line, data, name, note } = raw;
  const reject = (column: string, rule: RejectRule, value: string, detail: string): Reject => ({
    line,
    column,
    rule,
    value: value.slice(0, 200),
    detail,
  });
  const tooLong = [['name', name] as const, ['note', note] as const, ...Object.entries(data)].find(
    ([, text]) => text.length > longestText,
  );
  if (tooLong !== undefined) {
    return reject(tooLong[0], 'too-long', tooLong[1], `is longer than ${longestText} characters`);
  }
  if (Object.keys(data).length > mostData) {
    return reject('', 'too-many-fields', '', `has more than ${mostData} fields of data`);
  }
  const priority = raw.priority === '' ? rules.priority : Number(raw.priority);
  if (!Number.isInteger(priority) || priority < 1 || priority > 9_999) {
    return reject('priority', 'not-a-priority', raw.priority, 'is not a whole number from 1 to 9999');
  }
  const dueAt = raw.dueAt === '' ? rules.dueAt : timeOf(raw.dueAt);
  if (dueAt === null) {
    return reject(
      'dueAt',
      'not-a-time',
      raw.dueAt,
      'is neither milliseconds since 1970 nor a time such as 2026-11-21T15:00:00Z',
    );
  }
  if (raw.timeZone !== '' && !isTimeZone(raw.timeZone)) {
    return reject('timeZone', 'not-a-time-zone', raw.timeZone, 'is not a time zone such as Europe/Berlin');
  }
  if (raw.agent !== '' && rules.agents?.has(raw.agent) === false) {
    return reject('agent', 'agent-unknown', raw.agent, 'is the id of no agent');
  }
  const numbers = readNumbers(raw, rules);
  if ('rule' in numbers) return numbers;
  return {
    name,
    priority,
    agent: raw.agent === '' ? null : (raw.agent as AgentId),
    dueAt,
    kind: 'first',
    note,
    data,
    numbers,
  };
}

/** All of them must be numbers; the same one a second time is left out. */
function readNumbers(raw: RawContact, { numbers, timeZone }: RowRules): readonly NewNumber[] | Reject {
  const { line, region } = raw;
  const hints = { timeZone: raw.timeZone === '' ? timeZone : raw.timeZone, region };
  const read: NewNumber[] = [];
  for (const { column, text } of raw.numbers) {
    const number = numbers.read(text, hints);
    if (number === null) {
      return {
        line,
        column,
        rule: 'not-a-number',
        value: text.slice(0, 200),
        detail: 'is not a telephone number',
      };
    }
    if (!read.some((one) => one.number === number.number)) read.push(number);
  }
  if (read.length === 0) return { line, column: '', rule: 'no-number', value: '', detail: 'has no number' };
  if (read.length > mostNumbers) {
    return {
      line,
      column: '',
      rule: 'too-many-fields',
      value: '',
      detail: `has more than ${mostNumbers} numbers`,
    };
  }
  return read;
}

/** Milliseconds since 1970, or a time that says its zone. null: it is neither. */
export function timeOf(text: string): number | null {
  if (/^\d{9,15}$/.test(text)) return Number(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
