import type { AgentId } from '../board/ids.ts';
import { memberOf } from '../board/queue-settings.ts';
import type { NumberTarget } from '../board/office.ts';
import { showDuration } from './duration.ts';
import type { OfficeDocument } from './schema.ts';

/** One line of what an office file would change: added, changed, removed. Never with a secret in it. */
export interface OfficeChange {
  readonly sign: '+' | '~' | '-';
  readonly text: string;
}

export function showChange({ sign, text }: OfficeChange): string {
  return `${sign} ${text}`;
}

type Entry = Readonly<Record<string, unknown>>;

const sections = [
  { section: 'queues', noun: 'queue', key: 'id' },
  { section: 'agents', noun: 'agent', key: 'id' },
  { section: 'phones', noun: 'phone', key: 'id' },
  { section: 'trunks', noun: 'trunk', key: 'id' },
  { section: 'numbers', noun: 'number', key: 'number' },
  { section: 'campaigns', noun: 'campaign', key: 'id' },
  { section: 'callingRules', noun: 'calling rules', key: 'id' },
  { section: 'outside', noun: 'outside', key: 'pattern' },
  { section: 'directories', noun: 'directory', key: 'id' },
] as const;

/** `newPasswords` are the users whose password becomes another one: the documents cannot tell. */
export function diffOffice(
  before: OfficeDocument | null,
  after: OfficeDocument,
  newPasswords: ReadonlySet<string> = new Set(),
): OfficeChange[] {
  const changes: OfficeChange[] = [];
  for (const field of [
    'office',
    'timeZone',
    'parking',
    'hooks',
    'recording',
    'voicemail',
    'dialling',
  ] as const) {
    const text = changeOf(field, before?.[field], after[field]);
    if (text !== null) changes.push({ sign: '~', text });
  }
  // It holds secrets at every level.
  if (JSON.stringify(before?.webhooks) !== JSON.stringify(after.webhooks)) {
    changes.push({ sign: '~', text: 'webhooks are others' });
  }
  for (const { section, noun, key } of sections) {
    const olds = byKey(before?.[section] ?? [], key);
    const news = byKey(after[section] ?? [], key);
    for (const [id, entry] of news) {
      const old = olds.get(id);
      if (old === undefined) changes.push({ sign: '+', text: `${noun} ${id}${introduced(entry)}` });
      else changes.push(...changesOf(`${noun} ${id}`, old, entry));
      if (noun === 'agent' && newPasswords.has(id))
        changes.push({ sign: '~', text: `agent ${id}: new password` });
    }
    for (const id of olds.keys()) {
      if (!news.has(id)) changes.push({ sign: '-', text: `${noun} ${id}` });
    }
  }
  return changes;
}

function byKey(entries: readonly object[], key: string): Map<string, Entry> {
  const records = entries.map((entry): Entry => Object.fromEntries(Object.entries(entry)));
  return new Map(records.map((entry) => [String(entry[key]), entry]));
}

function introduced({ name, to, members }: Entry): string {
  const parts = [
    typeof name === 'string' ? ` (${name})` : '',
    isTarget(to) ? ` → ${shown('to', to)}` : '',
    Array.isArray(members) && members.length > 0 ? `: ${members.map(shownItem).join(', ')}` : '',
  ];
  return parts.join('');
}

function changesOf(title: string, old: Entry, entry: Entry): OfficeChange[] {
  const fields = [...new Set([...Object.keys(old), ...Object.keys(entry)])].filter(
    (field) => field !== 'password',
  );
  return fields.flatMap((field) => {
    const text = changeOf(field, old[field], entry[field]);
    return text === null ? [] : [{ sign: '~', text: `${title}: ${text}` } as const];
  });
}

function isTarget(value: unknown): value is NumberTarget {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function changeOf(field: string, old: unknown, now: unknown): string | null {
  if (JSON.stringify(old) === JSON.stringify(now)) return null;
  if (field === 'secret') return 'new secret';
  if (Array.isArray(old) && Array.isArray(now)) {
    const [olds, news] = [old.map(shownItem), now.map(shownItem)];
    const signs = [
      ...news.filter((one) => !olds.includes(one)).map((one) => `+${one}`),
      ...olds.filter((one) => !news.includes(one)).map((one) => `-${one}`),
    ];
    return `${field} ${signs.length === 0 ? 'in another order' : signs.join(' ')}`;
  }
  if (isTarget(now)) return `${shown(field, old)} → ${shown(field, now)}`;
  return `${field.replace(/Ms$/, '')} ${shown(field, old)} → ${shown(field, now)}`;
}

/** An entry of a list; of a member no more than is special about it. */
function shownItem(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  if (!('agent' in item)) return JSON.stringify(item);
  const { agent, ...more } = item;
  const plain: object = memberOf('' as AgentId);
  const special = Object.entries(more).filter(
    ([name, value]) => !(name in plain) || plain[name as keyof typeof plain] !== value,
  );
  const words = special.map(([name, value]) => `${name.replace(/Ms$/, '')} ${shown(name, value)}`);
  return words.length === 0 ? String(agent) : `${String(agent)} (${words.join(', ')})`;
}

function shown(field: string, value: unknown): string {
  if (isTarget(value))
    return value.kind === 'queue' ? `queue ${value.queue}` : `${value.kind} ${value.phone}`;
  if (value === undefined) return '(none)';
  if (field.endsWith('Ms')) return showDuration(Number(value));
  return typeof value === 'string' ? value : JSON.stringify(value);
}
