export type PhoneErrorCode =
  /** The far end refused the call: `sipStatus` says how. */
  | 'call-failed'
  /** The call ended before what was awaited. */
  | 'call-ended'
  /** A request other than a call's first INVITE was refused: `sipStatus` says how. */
  | 'refused'
  /** What was awaited did not come in time. */
  | 'timeout'
  /** The state of the call or of the phone does not allow it. */
  | 'bad-state'
  | 'bad-message';

export class PhoneError extends Error {
  override readonly name = 'PhoneError';
  readonly code: PhoneErrorCode;
  readonly sipStatus: number | undefined;

  constructor(code: PhoneErrorCode, message: string, sipStatus?: number) {
    super(message);
    this.code = code;
    this.sipStatus = sipStatus;
  }
}
