/** Names of meanings, not of colours, so that each is the same everywhere. */
export type Tint = 'good' | 'busy' | 'pause' | 'bad' | 'quiet' | 'strong' | 'wait';

export type Paint = (tint: Tint, text: string) => string;

const codes: Readonly<Record<Tint, string>> = {
  good: '32',
  wait: '33',
  pause: '35',
  busy: '36',
  bad: '1;31',
  quiet: '2',
  strong: '1',
};

export const inColour: Paint = (tint, text) => (text === '' ? '' : `\u001B[${codes[tint]}m${text}\u001B[0m`);
export const plain: Paint = (_tint, text) => text;

/** A text of pieces, each with its tint, cut to what fits on one line. */
export type Piece = string | readonly [Tint, string];

export function paintLine(pieces: readonly Piece[], width: number, paint: Paint): string {
  let room = width;
  return pieces
    .map((piece) => {
      const [tint, text] = typeof piece === 'string' ? [null, piece] : piece;
      const [...letters] = text;
      const cut = letters.slice(0, Math.max(0, room)).join('');
      room -= letters.length;
      return tint === null ? cut : paint(tint, cut);
    })
    .join('');
}

export function seconds(ms: number): string {
  return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
}
