import { readAsteriskConfig, type ConfigSection, type ConfigSetting } from './asterisk-config.ts';
import { idOf } from './ids.ts';
import { importMember, type ImportedMember } from './member.ts';
import { importSetting, type QueueBlock } from './queue-setting.ts';

/** What was read of an app_queue configuration, in the words of the office file, and what has no place there. */
export interface ImportedQueues {
  readonly queues: readonly QueueBlock[];
  readonly members: readonly ImportedMember[];
  readonly notes: readonly ImportNote[];
}

export interface ImportNote {
  /** In queues.conf, from 1. */
  readonly line: number;
  readonly queue: string;
  /** What stands there. */
  readonly setting: string;
  readonly sentence: string;
}

/** Reads `queues.conf`. Nothing in it is passed over in silence: what has no counterpart is a note. */
export function importQueuesConf(text: string): ImportedQueues {
  const { sections, unread } = readAsteriskConfig(text);
  const notes: ImportNote[] = unread.map(({ line, text: setting }) => ({
    line,
    queue: '',
    setting,
    sentence: setting.startsWith('#') ? 'is another file: import it too' : 'is no setting',
  }));
  const members = new Map<string, ImportedMember>();
  const queues: QueueBlock[] = [];
  for (const section of sections) {
    if (section.name === 'general') notes.push(...notesOfGeneral(section));
    else queues.push(importQueue(section, members, notes));
  }
  return { queues, members: [...members.values()], notes };
}

function importQueue(
  { name, settings }: ConfigSection,
  members: Map<string, ImportedMember>,
  notes: ImportNote[],
): QueueBlock {
  const id = idOf(name);
  const block: QueueBlock = { id, name };
  const note = ({ line, name: key, value }: ConfigSetting, sentence: string): void => {
    notes.push({ line, queue: name, setting: `${key} = ${value}`, sentence });
  };
  if (id !== name) {
    const [first] = settings;
    notes.push({
      line: first?.line ?? 0,
      queue: name,
      setting: `[${name}]`,
      sentence: `is queue ${id} here`,
    });
  }
  const lottery = lastOf(settings, 'strategy') === 'wrandom';
  const own: unknown[] = [];
  for (const setting of settings) {
    if (setting.name !== 'member') {
      const sentence = importSetting(block, setting, settings);
      if (sentence !== null) note(setting, sentence);
      continue;
    }
    const { member, entry, sentences } = importMember(setting.value, lottery);
    const known = members.get(member.agent);
    if (known === undefined) members.set(member.agent, member);
    own.push(entry);
    for (const sentence of sentences) note(setting, sentence);
  }
  if (own.length > 0) block['members'] = own;
  return block;
}

function notesOfGeneral({ settings }: ConfigSection): ImportNote[] {
  const sentences: Readonly<Record<string, string>> = {
    persistentmembers: 'is always so: who is signed in is remembered',
    autofill: 'is always so: as many callers as there are free agents are offered at once',
    shared_lastcall: 'is always so: wrap-up holds in every queue',
    'log-caller-id-name': 'is always so in the journal',
  };
  return settings.map(({ line, name, value }) => ({
    line,
    queue: 'general',
    setting: `${name} = ${value}`,
    sentence: sentences[name] ?? 'has no counterpart',
  }));
}

function lastOf(settings: readonly ConfigSetting[], name: string): string | undefined {
  return settings.findLast((setting) => setting.name === name)?.value;
}
