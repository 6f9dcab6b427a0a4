import type { OfficeDocument } from './schema.ts';

/** What has to be set up in Asterisk for this office: phones that register as `id` with `secret`, and trunks. */
export function accounts({ phones, trunks }: OfficeDocument) {
  return {
    phones: phones.map(({ id, secret, callerId, silence }) => ({
      id,
      secret,
      // The number that others see is the phone's own.
      callerId: { name: callerId ?? '', number: id },
      silenceMs: silence,
    })),
    trunks,
  };
}
