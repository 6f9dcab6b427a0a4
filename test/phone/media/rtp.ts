/** The fields of an RTP packet (RFC 3550) that a phone looks at. */
export interface RtpPacket {
  readonly type: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly source: number;
  readonly payload: Uint8Array;
}

export const frameSamples = 160;
export const pcmuType = 0;

const headBytes = 12;

export function formatRtp(packet: RtpPacket): Buffer {
  const bytes = Buffer.allocUnsafe(headBytes + packet.payload.length);
  bytes[0] = 0x80;
  bytes[1] = packet.type | (packet.marker ? 0x80 : 0);
  bytes.writeUInt16BE(packet.sequence, 2);
  bytes.writeUInt32BE(packet.timestamp, 4);
  bytes.writeUInt32BE(packet.source, 8);
  bytes.set(packet.payload, headBytes);
  return bytes;
}

/** Undefined for what is not RTP: another stream's RTCP may reach our port, when it is that stream's next one. */
export function parseRtp(bytes: Buffer): RtpPacket | undefined {
  if (bytes.length < headBytes || bytes[0]! >> 6 !== 2) return undefined;
  const type = bytes[1]! & 0x7f;
  if (type >= 64 && type < 96) return undefined;
  const start = headBytes + 4 * (bytes[0]! & 0x0f);
  return {
    type,
    marker: bytes[1]! >= 0x80,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    source: bytes.readUInt32BE(8),
    payload: bytes.subarray(start),
  };
}
