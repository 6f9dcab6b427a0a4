import { needTime } from './dates.ts';
import { ParameterError } from './errors.ts';
import type { Form } from './form.ts';
import type { HoursOfDay, RecordQuery } from './house/records.ts';
import { object, readObject, whole, word } from './json-field.ts';
import { readName } from './names.ts';

const usualLimit = 50;
const mostRecords = 1_000;
const dayMinutes = 1_440;

/** The "Objeto Json" of getrecords; what is empty is not asked for. */
const schema = object({
  calldatei: word,
  calldatef: word,
  agent: word,
  campaign: word,
  source: word,
  destination: word,
  data: word,
  range: word,
  rating: whole(0, 5),
  mindur: whole(0, 86_400),
  exclude: word,
  type: word,
  cont: whole(0, 1_000_000),
});

/** What `type` is always. Nothing else has ever been recorded. */
const onlyType = 'record';

/** What is looked for; null: there can be none. Throws a ParameterError. */
export function readQuery(form: Form, timeZone: string): RecordQuery | null {
  const asked = readObject('filter', form.text('filter') === '' ? '{}' : form.text('filter'), schema);
  if (asked.type !== '' && asked.type !== onlyType) return null;
  const time = (field: 'calldatei' | 'calldatef'): number | null =>
    asked[field] === '' ? null : needTime(`filter.${field}`, asked[field], timeZone);
  const last = time('calldatef');
  return {
    from: time('calldatei'),
    // The second that it names is within.
    to: last === null ? null : last + 1_000,
    agent: orNull(asked.agent),
    campaign: asked.campaign === '' ? null : readName(asked.campaign),
    source: orNull(asked.source),
    destination: orNull(asked.destination),
    tag: orNull(asked.data),
    hours: asked.range === '' ? null : readHours('filter.range', asked.range),
    rating: asked.rating,
    leastMs: asked.mindur === null ? null : asked.mindur * 1_000,
    without: asked.exclude.split(/[\s,;:]+/).filter((number) => number !== ''),
    recurring: asked.cont,
    offset: numberIn(form, 'lastrow', 0, 0, 100_000_000),
    limit: numberIn(form, 'searchLimit', usualLimit, 1, mostRecords),
  };
}

const hours =
  /^(\d{1,2})(?::([0-5]\d))?(?::[0-5]\d)?\s*(?:-|–|,|;|\ba\b|\bto\b|\s)\s*(\d{1,2})(?::([0-5]\d))?(?::([0-5]\d))?$/;

/**
 * "Intervalo de horas": `9-18`, `09:30-18:00`, `09:00:00-17:59:59`, and with a comma as well. The document does not say how
 * it is written. Throws a ParameterError.
 */
function readHours(parameter: string, text: string): HoursOfDay {
  const [, fromHour = '', fromMinute = '0', toHour = '', toMinute = '0', toSecond = '0'] =
    hours.exec(text) ?? [];
  const from = Number(fromHour) * 60 + Number(fromMinute);
  // 17:59:59 is the last second of that minute.
  const to = Number(toHour) * 60 + Number(toMinute) + (toSecond === '00' || toSecond === '0' ? 0 : 1);
  if (fromHour === '' || from >= dayMinutes || to > dayMinutes) {
    throw new ParameterError(parameter, 'is not a part of the day as in 9-18 or 09:30-18:00');
  }
  return { from, to };
}

function numberIn(form: Form, parameter: string, usual: number, least: number, most: number): number {
  const text = form.text(parameter);
  if (text === '') return usual;
  if (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new ParameterError(parameter, `is not a whole number from ${least} to ${most}`);
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
