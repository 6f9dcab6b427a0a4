import { findOutboundConflicts } from './outbound-conflicts.ts';
import type { Finding } from './problem.ts';

interface Named {
  readonly path: readonly (string | number)[];
  readonly value: string;
}

/**
 * What no field can know alone: ids are unique and whatever is named exists. It reads the raw document, so that these
 * problems are told together with those of single fields.
 */
export function findReferences(raw: unknown): Finding[] {
  const agents = idsOf(raw, 'agents', 'id');
  const phones = idsOf(raw, 'phones', 'id');
  const trunks = idsOf(raw, 'trunks', 'id');
  const queues = idsOf(raw, 'queues', 'id');
  const members = listsOf(raw, 'queues', 'members');
  const readers = listsOf(raw, 'directories', 'users');
  return [
    ...repeated(agents, 'is the id of another agent too'),
    // In Asterisk both are endpoints.
    ...repeated([...phones, ...trunks], 'is the id of another phone or trunk too'),
    ...repeated(queues, 'is the id of another queue too'),
    ...repeated(idsOf(raw, 'numbers', 'number'), 'is listed twice: a number reaches one of them'),
    ...repeated(idsOf(raw, 'directories', 'id'), 'is the id of another directory too'),
    ...members.flatMap((list) => repeated(list, 'is a member already')),
    ...readers.flatMap((list) => repeated(list, 'is named already')),
    ...missing([...members.flat(), ...readers.flat()], agents, 'is not an agent of this office'),
    ...missing(idsOf(raw, 'agents', 'phone'), phones, 'is not a phone of this office'),
    ...missing(idsOf(raw, 'numbers', 'queue'), queues, 'is not a queue of this office'),
    ...missing(idsOf(raw, 'numbers', 'phone'), phones, 'is not a phone of this office'),
    ...missing(idsOf(raw, 'numbers', 'mailbox'), phones, 'is not a phone of this office'),
    ...missing(listsOf(raw, 'outside', 'trunks').flat(), trunks, 'is not a trunk of this office'),
    ...repeated(idsOf(raw, 'calendars', 'id'), 'is the id of another calendar too'),
    ...repeated(idsOf(raw, 'reasons', 'id'), 'is the id of another reason too'),
    ...missing(
      idsOf(raw, 'queues', 'hours'),
      idsOf(raw, 'calendars', 'id'),
      'is not a calendar of this office',
    ),
    ...repeated(idsOf(raw, 'campaigns', 'id'), 'is the id of another campaign too'),
    ...repeated(idsOf(raw, 'callingRules', 'id'), 'is the id of other calling rules too'),
    ...missing(idsOf(raw, 'campaigns', 'queue'), queues, 'is not a queue of this office'),
    ...missing(listsOf(raw, 'campaigns', 'trunks').flat(), trunks, 'is not a trunk of this office'),
    ...missing(
      listsOf(raw, 'campaigns', 'rules').flat(),
      idsOf(raw, 'callingRules', 'id'),
      'are not calling rules of this office',
    ),
    ...missing(
      idsOf(raw, 'campaigns', 'calendar'),
      idsOf(raw, 'calendars', 'id'),
      'is not a calendar of this office',
    ),
    ...findOutboundConflicts(raw),
    ...missing(webhooked(raw, 'queues', 'queue'), queues, 'is not a queue of this office'),
    ...repeated(webhooked(raw, 'queues', 'queue'), 'has its addresses already'),
    ...repeated(webhooked(raw, 'endpoints', 'id'), 'is the id of another endpoint too'),
  ];
}

function repeated(names: readonly Named[], sentence: string): Finding[] {
  const seen = new Set<string>();
  return names.flatMap(({ path, value }) => {
    if (seen.has(value)) return [{ path, rule: 'unique', sentence }];
    seen.add(value);
    return [];
  });
}

function missing(names: readonly Named[], known: readonly Named[], sentence: string): Finding[] {
  const ids = new Set(known.map(({ value }) => value));
  return names.flatMap(({ path, value }) => (ids.has(value) ? [] : [{ path, rule: 'reference', sentence }]));
}

function idsOf(raw: unknown, section: string, field: string): Named[] {
  return texts(entriesOf(raw, section).map(({ entry, path }) => [[...path, field], entry[field]]));
}

/** The same of a section within `webhooks`. */
function webhooked(raw: unknown, section: string, field: string): Named[] {
  const names = idsOf(isRecord(raw) ? raw['webhooks'] : null, section, field);
  return names.map(({ path, value }) => ({ path: ['webhooks', ...path], value }));
}

/** The texts of a list in every entry of a section. */
function listsOf(raw: unknown, section: string, field: string): Named[][] {
  return entriesOf(raw, section).map(({ entry, path }) => {
    const list = Array.isArray(entry[field]) ? entry[field] : [];
    return texts(
      list.map((value: unknown, at) =>
        // A member is an id, or a block with one.
        isRecord(value) ? [[...path, field, at, 'agent'], value['agent']] : [[...path, field, at], value],
      ),
    );
  });
}

function texts(pairs: readonly (readonly [Named['path'], unknown])[]): Named[] {
  return pairs.flatMap(([path, value]) => (typeof value === 'string' ? [{ path, value }] : []));
}

function entriesOf(raw: unknown, section: string): { entry: Record<string, unknown>; path: Named['path'] }[] {
  const list = isRecord(raw) ? raw[section] : null;
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown, at) => (isRecord(entry) ? [{ entry, path: [section, at] }] : []));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
