/**
 * Reads app_queue's log as Asterisk's documentation ("Queue Logs") and app_queue.c describe it, and refuses what they do
 * not: written from those, knowing nothing of who writes the lines here.
 */
export interface ParsedLine {
  readonly at: number;
  readonly call: string;
  readonly queue: string;
  readonly agent: string;
  readonly event: string;
  readonly fields: readonly string[];
}

/** What each event has behind it: `n` a whole number, `s` any text, `?` text that may be empty. */
const shapes: Readonly<Record<string, readonly string[]>> = {
  ABANDON: ['n', 'n', 'n'],
  ADDMEMBER: ['?'],
  ATTENDEDTRANSFER: ['s', 's', 'n', 'n', 'n'],
  BLINDTRANSFER: ['s', 's', 'n', 'n', 'n'],
  COMPLETEAGENT: ['n', 'n', 'n'],
  COMPLETECALLER: ['n', 'n', 'n'],
  CONFIGRELOAD: ['?'],
  CONNECT: ['n', 's', 'n'],
  ENTERQUEUE: ['?', '?', 'n'],
  EXITEMPTY: ['n', 'n', 'n'],
  EXITWITHKEY: ['s', 'n', 'n', 'n'],
  EXITWITHTIMEOUT: ['n', 'n', 'n'],
  PAUSE: ['?'],
  PAUSEALL: ['?'],
  QUEUESTART: ['?'],
  REMOVEMEMBER: ['?'],
  RINGCANCELED: ['n'],
  RINGNOANSWER: ['n'],
  UNPAUSE: ['?'],
  UNPAUSEALL: ['?'],
  WITHDRAW: ['n', 'n', 'n', '?'],
};

export function parseQueueLog(lines: readonly string[]): ParsedLine[] {
  let last = 0;
  return lines.map((line) => {
    const [time = '', call = '', queue = '', agent = '', event = '', ...fields] = line.split('|');
    const shape = shapes[event];
    if (shape === undefined) throw new Error(`${event} is no event of app_queue: ${line}`);
    if (fields.length !== shape.length) throw new Error(`${event} has ${shape.length} fields: ${line}`);
    for (const [index, kind] of shape.entries()) {
      const field = fields[index] ?? '';
      if (kind === 'n' && !/^\d+$/.test(field)) throw new Error(`field ${index + 1} is no number: ${line}`);
      if (kind === 's' && field === '') throw new Error(`field ${index + 1} is empty: ${line}`);
    }
    const at = Number(time);
    if (!/^\d{10}$/.test(time) || at < last) throw new Error(`the time is wrong: ${line}`);
    if ([call, queue, agent].includes('')) throw new Error(`what does not apply is NONE: ${line}`);
    last = at;
    return { at, call, queue, agent, event, fields };
  });
}

/** What a report would make of them: each call that entered must leave in one way. */
export function figuresOf(lines: readonly ParsedLine[]) {
  const open = new Map<string, ParsedLine>();
  const sums = { entered: 0, connected: 0, abandoned: 0, timedOut: 0, otherwise: 0, talkSeconds: 0, open: 0 };
  const exits = ['ABANDON', 'EXITWITHTIMEOUT', 'EXITEMPTY', 'EXITWITHKEY', 'WITHDRAW'];
  for (const line of lines) {
    const { event, call, queue } = line;
    const entered = open.get(call);
    if (event === 'ENTERQUEUE') {
      if (entered !== undefined) throw new Error(`${call} enters twice`);
      open.set(call, line);
      sums.entered += 1;
    } else if (event === 'CONNECT' || exits.includes(event)) {
      if (entered?.queue !== queue) throw new Error(`${call} leaves ${queue} where it is not`);
      open.delete(call);
      if (event === 'CONNECT') sums.connected += 1;
      else if (event === 'ABANDON') sums.abandoned += 1;
      else if (event === 'EXITWITHTIMEOUT') sums.timedOut += 1;
      else sums.otherwise += 1;
    } else if (event.startsWith('COMPLETE')) sums.talkSeconds += Number(line.fields[1]);
    else if (event.endsWith('TRANSFER')) sums.talkSeconds += Number(line.fields[3]);
  }
  sums.open = open.size;
  return sums;
}
