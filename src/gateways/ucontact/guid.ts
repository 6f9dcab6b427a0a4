import { createHash } from 'node:crypto';
import { recordingId, type CallId, type RecordingId } from '../../board/ids.ts';

/**
 * The protocol names a call, and its recording, by a UUID. It is our id in another notation, so there is nothing to be
 * stored and nothing to be forgotten; a version 8 UUID (RFC 9562, section 5.8), the bytes being
 *
 *     0 to 3    the instance of the ledger, as text
 *     4 and 5   which recording of the call
 *     6 to 9    version, variant and 26 bits of a check sum: a guid that is mistyped, or somebody else's, is no call of ours
 *     10 to 15  the number of the call
 *
 * The guid of a call is that of its first recording. Further ones, which it has when recording was stopped and begun anew,
 * have guids of their own.
 */
const idPattern = /^cb([\da-z]{1,4})-(\d{1,14})(?:-r(\d{1,5}))?$/;
const guidPattern = /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
/** Without version and variant. */
const checkMask = Buffer.from('0fff3fff', 'hex');

export interface GuidMeaning {
  readonly call: CallId;
  readonly recording: RecordingId;
}

export function guidOf(id: CallId | RecordingId): string {
  const [, instance = '', call = '0', recording = '1'] = idPattern.exec(id) ?? [];
  const bytes = Buffer.alloc(16);
  bytes.write(instance, 0, 'latin1');
  bytes.writeUInt16BE(Number(recording), 4);
  bytes.writeUIntBE(Number(call), 10, 6);
  checkSum(bytes).copy(bytes, 6);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** null: nothing that we have named so. */
export function meaningOf(guid: string): GuidMeaning | null {
  const text = guid.trim().toLowerCase();
  if (!guidPattern.test(text)) return null;
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  if (!checkSum(bytes).equals(bytes.subarray(6, 10))) return null;
  const instance = bytes.toString('latin1', 0, 4).replaceAll('\0', '');
  const call = `cb${instance}-${bytes.readUIntBE(10, 6)}` as CallId;
  return { call, recording: recordingId(call, bytes.readUInt16BE(4)) };
}

function checkSum(bytes: Buffer): Buffer {
  const digest = createHash('sha256').update(bytes.subarray(0, 6)).update(bytes.subarray(10)).digest();
  const sum = Buffer.from(checkMask.map((mask, index) => mask & (digest[index] ?? 0)));
  sum[0] = (sum[0] ?? 0) | 0x80;
  sum[2] = (sum[2] ?? 0) | 0x80;
  return sum;
}
