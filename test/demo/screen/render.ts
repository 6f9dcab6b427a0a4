import type { SeatState } from '../floor.ts';
import { paintLine, seconds, type Paint, type Piece, type Tint } from './style.ts';
import type { View } from './view.ts';

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly paint: Paint;
}

const seatLooks: Readonly<Record<SeatState, readonly [sign: string, tint: Tint, word: string]>> = {
  'signed-in': ['○', 'quiet', 'signed in'],
  ready: ['●', 'quiet', 'ready'],
  ringing: ['◔', 'wait', 'ringing'],
  talking: ['●', 'good', 'talking'],
  'wrap-up': ['◑', 'busy', 'wrap-up'],
  break: ['○', 'pause', 'break'],
  resting: ['○', 'pause', 'resting'],
};

const leastTicker = 3;
const mostTicker = 9;
/** Title, progress, waiting, and what is empty. */
const fixedLines = 6;
const nameWidth = 12;

/** The whole screen as lines, none wider than the frame and not more than it is high. */
export function render(
  view: View,
  ticker: readonly (readonly Piece[])[],
  { width, height, paint }: Frame,
): string[] {
  const room = Math.max(2, height - fixedLines - leastTicker);
  const queues = shortened(view.queues.map(queueLine), Math.max(1, Math.min(6, room - 2)));
  const seats = shortened(view.seats.map(seatLine), Math.max(1, room - queues.length));
  const above: (readonly Piece[])[] = [
    [['strong', view.title]],
    progressLine(view, width),
    [],
    ...seats,
    [],
    ...queues,
    waitingLine(view),
    [],
  ];
  const left = Math.max(0, Math.min(mostTicker, height - above.length));
  const news = ticker.slice(-left);
  const lines = [
    ...above,
    ...(left === 0 ? [] : news),
    ...Array.from({ length: left - news.length }, () => []),
  ];
  return lines.slice(0, height).map((pieces) => paintLine(pieces, width, paint));
}

function progressLine({ calls, answered, abandoned, wrong, elapsedMs }: View, width: number): Piece[] {
  const over = answered + abandoned + wrong;
  const minutes = `${Math.floor(elapsedMs / 60_000)}:${String(Math.floor(elapsedMs / 1000) % 60).padStart(2, '0')}`;
  const cells = Math.max(10, Math.min(30, width - 58));
  const filled = calls === 0 ? 0 : Math.round((over / calls) * cells);
  return [
    ['good', '━'.repeat(filled)],
    ['quiet', '─'.repeat(cells - filled)],
    ['strong', ` ${over}`],
    ` of ${calls} calls   `,
    ['good', `${answered} answered`],
    '   ',
    [abandoned > 0 ? 'wait' : 'quiet', `${abandoned} gave up`],
    '   ',
    ...(wrong > 0 ? [['bad', `${wrong} went wrong   `] as const] : []),
    ['quiet', minutes],
  ];
}

function seatLine({ name, state, detail, forMs }: View['seats'][number]): Piece[] {
  const [sign, tint, word] = seatLooks[state];
  return [
    [tint, `  ${sign} `],
    fit(name, nameWidth),
    [tint, fit(word, 10)],
    ['quiet', `${seconds(forMs).padStart(7)}   `],
    state === 'talking' ? [tint, '↔ '] : state === 'ringing' ? [tint, '← '] : '',
    state === 'talking' ? ['strong', detail] : detail,
  ];
}

function queueLine({ name, waiting }: View['queues'][number]): Piece[] {
  if (waiting.length === 0) return ['    ', fit(name, nameWidth), ['quiet', 'nobody waits']];
  return [
    '    ',
    fit(name, nameWidth),
    ['wait', `${waiting.length} ${waiting.length === 1 ? 'waits' : 'wait'}   `],
    ...waiting.flatMap((one, index): Piece[] => [
      [one.rings ? 'quiet' : 'strong', `${index > 0 ? ', ' : ''}${one.name} `],
      ['quiet', seconds(one.forMs)],
    ]),
  ];
}

const bars = ' ▁▂▃▄▅▆▇█';
const sparkWidth = 40;

/** One bar for each half second; the highest is as high as a line. */
function waitingLine({ waitingLately }: View): Piece[] {
  const lately = waitingLately.slice(-sparkWidth);
  const most = Math.max(4, ...lately);
  const line = lately.map((count) => bars[Math.ceil((count / most) * (bars.length - 1))] ?? '').join('');
  return ['    ', ['quiet', fit('Waiting', nameWidth)], ['wait', line.padStart(sparkWidth, ' ')]];
}

function fit(text: string, width: number): string {
  const [...letters] = text;
  return letters.length < width ? text.padEnd(width) : `${letters.slice(0, width - 2).join('')}… `;
}

function shortened(lines: readonly (readonly Piece[])[], most: number): (readonly Piece[])[] {
  if (lines.length <= most) return [...lines];
  const shown = lines.slice(0, most - 1);
  return [...shown, [['quiet', `    and ${lines.length - shown.length} more`]]];
}
