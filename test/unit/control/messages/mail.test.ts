import { describe, expect, it } from 'vitest';
import type { MessageId, PhoneId } from '../../../../src/board/ids.ts';
import { mailDate, mailOf, type MailParts } from '../../../../src/control/messages/mail.ts';

const audio = Uint8Array.from({ length: 300 }, (_, index) => index % 256);

const parts = (more: Partial<MailParts> = {}): MailParts => ({
  message: {
    id: 'cbt-1-m2' as MessageId,
    phone: '1001' as PhoneId,
    at: Date.UTC(2026, 10, 21, 14, 5, 7),
    caller: { name: 'Carl', number: '0311111' },
    durationMs: 64_400,
    format: 'wav',
  },
  audio,
  office: 'The office',
  owner: 'Anna',
  email: 'anna@example.com',
  timeZone: 'Europe/Berlin',
  ...more,
});

/** As a mail program reads it. */
function read(mail: string) {
  const [head = '', ...rest] = mail.split('\r\n\r\n');
  const headers = new Map(
    head
      .replaceAll(/\r\n /g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
  );
  const boundary = /boundary="([^"]+)"/.exec(headers.get('Content-Type') ?? '')?.[1] ?? '';
  const bodies = rest
    .join('\r\n\r\n')
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((body) => {
      const [about = '', content = ''] = body.split('\r\n\r\n');
      return { about, bytes: Buffer.from(content, 'base64') };
    });
  return { headers, bodies };
}

describe('the mail of a message', () => {
  it('has the sound attached, and says who called whom and when in the time of the office', () => {
    const { headers, bodies } = read(mailOf(parts()));
    expect(headers.get('Date')).toBe('Sat, 21 Nov 2026 15:05:07 +0100');
    expect(headers.get('To')).toBe('"Anna" <anna@example.com>');
    expect(headers.get('From')).toBe('"The office" <voicemail@cordboard.invalid>');
    expect(headers.get('Subject')).toBe('Message from Carl 0311111 (1:04)');
    expect(headers.get('Message-ID')).toBe('<cbt-1-m2@cordboard.invalid>');
    const [text, sound] = bodies;
    expect(String(text?.bytes)).toContain('When:   Sat 21 Nov 2026 15:05 (Europe/Berlin)');
    expect(sound?.about).toContain('Content-Type: audio/x-wav; name="cbt-1-m2.wav"');
    expect(sound?.about).toContain('Content-Disposition: attachment; filename="cbt-1-m2.wav"');
    expect(sound?.bytes).toEqual(Buffer.from(audio));
  });

  it('is a well-formed one: CRLF, no long line, plain ASCII, whatever the caller’s name is', () => {
    const name = `Ünïcödé ${'ж'.repeat(60)}\r\nBcc: everybody@example.com`;
    const mail = mailOf(
      parts({
        message: { ...parts().message, caller: { name, number: '' } },
        owner: 'Änne "A" <x>',
        office: 'Büro',
      }),
    );
    expect(mail.replaceAll('\r\n', '')).toMatch(/^[\x20-\x7e]*$/);
    for (const line of mail.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
    const { headers } = read(mail);
    expect(headers.has('Bcc')).toBe(false);
    const subject = (headers.get('Subject') ?? '')
      .split(' ')
      .map((word) => String(Buffer.from(/^=\?utf-8\?B\?(.*)\?=$/.exec(word)?.[1] ?? '', 'base64')))
      .join('');
    expect(subject).toBe(`Message from Ünïcödé ${'ж'.repeat(60)} Bcc: everybody@example.com (1:04)`);
  });

  it('addressed to nobody, from a caller without a number', () => {
    const { headers } = read(
      mailOf(parts({ email: null, message: { ...parts().message, caller: { name: '', number: '' } } })),
    );
    expect(headers.get('To')).toBe('undisclosed-recipients:;');
    expect(headers.get('Subject')).toBe('Message from unknown (1:04)');
  });

  it.each([
    ['UTC', 'Sat, 21 Nov 2026 14:05:07 +0000'],
    ['America/St_Johns', 'Sat, 21 Nov 2026 10:35:07 -0330'],
    ['Asia/Tokyo', 'Sat, 21 Nov 2026 23:05:07 +0900'],
  ])('dated in %s', (zone, date) => {
    expect(mailDate(Date.UTC(2026, 10, 21, 14, 5, 7), zone)).toBe(date);
  });
});
