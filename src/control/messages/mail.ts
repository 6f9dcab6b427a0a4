import type { MessageRow } from '../../board/account.ts';
import type { SoundFormat } from '../../board/effect.ts';

/** What a message becomes as a file that any mail program opens and any mail server takes (RFC 5322, MIME). */
export interface MailParts {
  readonly message: Pick<MessageRow, 'id' | 'phone' | 'at' | 'caller' | 'durationMs' | 'format'>;
  readonly audio: Uint8Array;
  /** What the office is called. */
  readonly office: string;
  /** Whose box it is, as people call it. */
  readonly owner: string;
  readonly email: string | null;
  readonly timeZone: string;
}

/** How Asterisk ends the names of files, and what mail programs call what is in them. */
export const soundFiles = {
  wav: { ending: 'wav', type: 'audio/x-wav' },
  wav49: { ending: 'WAV', type: 'audio/x-wav' },
  gsm: { ending: 'gsm', type: 'audio/x-gsm' },
} as const satisfies Record<SoundFormat, { ending: string; type: string }>;

const lineEnd = '\r\n';

export function mailOf({ message, audio, office, owner, email, timeZone }: MailParts): string {
  const { id, phone, at, caller, durationMs, format } = message;
  const from = [caller.name, caller.number].filter((part) => part !== '').join(' ') || 'unknown';
  const seconds = Math.round(durationMs / 1000);
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const { ending, type } = soundFiles[format];
  const boundary = `=_${id}`;
  const text = [
    `${owner === '' ? phone : `${owner} (${phone})`} has a message.`,
    '',
    `From:   ${plain(from)}`,
    `When:   ${readable(at, timeZone)} (${timeZone})`,
    `Length: ${length}`,
    '',
  ].join('\n');
  return [
    `Date: ${mailDate(at, timeZone)}`,
    `From: ${phrase(office)} <voicemail@cordboard.invalid>`,
    `To: ${email === null ? 'undisclosed-recipients:;' : `${owner === '' ? '' : `${phrase(owner)} `}<${email}>`}`,
    `Subject: ${word(`Message from ${from} (${length})`)}`,
    `Message-ID: <${id}@cordboard.invalid>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    // No out-of-office notice is to come of it (RFC 3834).
    'Auto-Submitted: auto-generated',
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...base64Lines(Buffer.from(text)),
    `--${boundary}`,
    `Content-Type: ${type}; name="${id}.${ending}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${id}.${ending}"`,
    '',
    ...base64Lines(audio),
    `--${boundary}--`,
    '',
  ].join(lineEnd);
}

/** What a caller sends as his name must not become a header of its own. */
function plain(text: string): string {
  return text.replaceAll(/\p{C}+/gu, ' ').trim();
}

/** RFC 2047: a line with an encoded word is 76 characters long at most, and a character is never cut. */
function word(text: string): string {
  const clean = plain(text);
  if (/^[\x20-\x7e]*$/.test(clean) && !clean.includes('=?')) return clean;
  const pieces: string[] = [''];
  for (const sign of clean) {
    const last = pieces.length - 1;
    if (Buffer.byteLength(`${pieces[last]}${sign}`) <= 39) pieces[last] += sign;
    else pieces.push(sign);
  }
  return pieces.map((piece) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`).join(`${lineEnd} `);
}

/** A name before an address. */
function phrase(text: string): string {
  const encoded = word(text);
  return encoded.startsWith('=?') ? encoded : `"${encoded.replaceAll(/["\\]/g, '')}"`;
}

function base64Lines(bytes: Uint8Array): string[] {
  return (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  );
}

/** RFC 5322: `Sat, 21 Nov 2026 15:05:07 +0100`. */
export function mailDate(at: number, timeZone: string): string {
  const part = partsOf(at, timeZone);
  const offset = part('timeZoneName').replace('GMT', '').replace(':', '') || '+0000';
  return `${part('weekday')}, ${part('day')} ${part('month')} ${part('year')} ${part('hour')}:${part('minute')}:${part('second')} ${offset}`;
}

function readable(at: number, timeZone: string): string {
  const part = partsOf(at, timeZone);
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')} ${part('hour')}:${part('minute')}`;
}

function partsOf(at: number, timeZone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  }).formatToParts(at);
  return (type) => parts.find((one) => one.type === type)?.value ?? '';
}
