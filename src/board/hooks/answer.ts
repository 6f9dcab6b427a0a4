/** What the engineer's dialplan has set, as `cordboard-return` hands it on. */
export interface HookAnswer {
  readonly queue: string | null;
  readonly priority: number | null;
  readonly data: string | null;
  readonly mayRecord: boolean;
  /** How Dial() ended, if it was used. */
  readonly dial: string;
}

export const nothingSaid: HookAnswer = { queue: null, priority: null, data: null, mayRecord: true, dial: '' };

const highestPriority = 1_000;
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
    if (name === 'dial') answer = { ...answer, dial: value };
  }
  return answer;
}

function priorityOf(value: string): number | null {
  const priority = /^-?\d{1,9}$/.test(value) ? Number(value) : null;
  return priority === null ? null : Math.max(-highestPriority, Math.min(highestPriority, priority));
}

/** As URIENCODE() writes it. */
function textOf(value: string): string | null {
  try {
    return decodeURIComponent(value).slice(0, longestData);
  } catch {
    return null;
  }
}
