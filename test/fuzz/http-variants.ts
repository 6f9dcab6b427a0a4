import type { Random } from '../simulation/random.ts';

/** A body in an HTTP request, mostly a proper one. */
export function inHttp(random: Random, body: Buffer): Buffer {
  const head = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
  const length = random.chance(0.9) ? body.length : random.between(0, body.length * 2 + 10);
  const proper = ['POST / HTTP/1.1', 'host: x', `content-length: ${length}`];
  switch (random.between(0, 11)) {
    case 0:
      return Buffer.concat([
        head(['POST /x HTTP/1.1', 'host: x', 'transfer-encoding: chunked']),
        ...chunks(random, body),
      ]);
    case 1:
      return head([
        `GET /makeCall?deviceNumber=1101&calledDeviceNumber=${encodeURIComponent(body.toString('latin1').slice(0, 100))} HTTP/1.1`,
        'host: x',
      ]);
    case 2:
      return Buffer.concat([
        head([
          `${random.pick(['PUT', 'HEAD', 'OPTIONS', 'TRACE', 'PATCH', 'CONNECT', 'BREW'])} / HTTP/1.1`,
          'host: x',
        ]),
        body,
      ]);
    case 3:
      return Buffer.concat([head([...proper, 'content-length: 7']), body]);
    case 4:
      return Buffer.concat([head([...proper, `x: ${'y'.repeat(random.pick([10, 9_000, 100_000]))}`]), body]);
    case 5:
      return Buffer.concat([
        head([...proper, `origin: ${random.pick(['null', 'https://evil.example'])}`]),
        body,
      ]);
    case 6:
      return Buffer.concat([
        head([...proper, 'expect: 100-continue', 'connection: upgrade', 'upgrade: x']),
        body,
      ]);
    case 7: {
      const one = Buffer.concat([head(proper), body]);
      return Buffer.concat([one, one]);
    }
    case 8:
      return Buffer.concat([
        head([`GET ${random.pick(['//', '/%', '*', 'http://[', '/makeCall?%00'])} HTTP/1.1`, 'host: x']),
      ]);
    default:
      return Buffer.concat([head(proper), body]);
  }
}

function chunks(random: Random, body: Buffer): Buffer[] {
  const size = random.between(1, 1_000);
  const parts: Buffer[] = [];
  for (let from = 0; from < body.length; from += size) {
    const part = body.subarray(from, from + size);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  if (random.chance(0.9)) parts.push(Buffer.from('0\r\n\r\n'));
  return parts;
}
