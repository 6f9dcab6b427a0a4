import type { AgentId } from '../ids.ts';
import type { Needs } from '../queue-settings.ts';

/** What the engineer's dialplan has set, as it hands it on behind the time of an entry or a return. */
export interface HookAnswer {
  readonly queue: string | null;
  readonly priority: number | null;
  readonly data: string | null;
  readonly mayRecord: boolean;
  readonly language: string | null;
  /** Skill to level, needed beside what the queue needs. */
  readonly skills: Needs | null;
  /** Who is to be sought first. */
  readonly agent: AgentId | null;
  /** How Dial() ended, if it was used. */
  readonly dial: string;
  /** What AMD() has found out, if it was asked. */
  readonly detected: string | null;
}

export const nothingSaid: HookAnswer = {
  queue: null,
  priority: null,
  data: null,
  mayRecord: true,
  language: null,
  skills: null,
  agent: null,
  dial: '',
  detected: null,
};

export const highestPriority = 1_000;
const longestData = 2_000;

/** What cannot be understood is as if it had not been said: the call must go on. */
export function readAnswer(said: readonly string[]): HookAnswer {
  let answer = nothingSaid;
  for (const one of said) {
    const [name = '', ...rest] = one.split('=');
    const value = rest.join('=');
    if (name === 'queue') answer = { ...answer, queue: value };
    if (name === 'priority') answer = { ...answer, priority: priorityOf(value) };
    if (name === 'data') answer = { ...answer, data: textOf(value) };
    if (name === 'record') answer = { ...answer, mayRecord: !/^(no|false|0|off)$/i.test(value) };
    if (name === 'language') answer = { ...answer, language: languageOf(value) };
    if (name === 'skills') answer = { ...answer, skills: skillsOf(value) };
    if (name === 'agent') answer = { ...answer, agent: value === '' ? null : (value as AgentId) };
    if (name === 'dial') answer = { ...answer, dial: value };
    if (name === 'detected') answer = { ...answer, detected: value };
  }
  return answer;
}

function priorityOf(value: string): number | null {
  const priority = /^-?\d{1,9}$/.test(value) ? Number(value) : null;
  return priority === null ? null : Math.max(-highestPriority, Math.min(highestPriority, priority));
}

function languageOf(value: string): string | null {
  const language = value.toLowerCase();
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})?$/.test(language) ? language : null;
}

/** `french:3&sales`: without a level the lowest will do. One that is no skill is left out. */
function skillsOf(value: string): Needs | null {
  const skills: Record<string, number> = {};
  for (const one of value.split('&')) {
    const [, skill, level = '1'] = /^([A-Za-z0-9][A-Za-z0-9_.-]{0,39})(?::(\d{1,3}))?$/.exec(one) ?? [];
    if (skill !== undefined && Number(level) >= 1 && Number(level) <= 100) skills[skill] = Number(level);
  }
  return Object.keys(skills).length === 0 ? null : skills;
}

/** As URIENCODE() writes it. */
function textOf(value: string): string | null {
  try {
    return decodeURIComponent(value).slice(0, longestData);
  } catch {
    return null;
  }
}
