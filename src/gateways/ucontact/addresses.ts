import type { Address } from './address.ts';
import { agentCallAddresses } from './addresses/agent-calls.ts';
import { blacklistAddresses } from './addresses/blacklist.ts';
import { statusAddresses } from './addresses/campaign-status.ts';
import { dialerTaskAddress } from './addresses/dialer-task.ts';
import { dialerAddresses } from './addresses/dialers.ts';
import { dispositionAddress } from './addresses/disposition-call.ts';
import { getRecordsAddress } from './addresses/get-records.ts';
import { soundAddresses } from './addresses/sound.ts';
import { tagRecordAddress } from './addresses/tag-record.ts';
import { uploadAddresses } from './addresses/upload-base.ts';
import type { House } from './house.ts';

/** Every address of the document; a row each in docs/ucontact.md. */
export function addressesOf(house: House): readonly Address[] {
  return [
    ...agentCallAddresses(house),
    dispositionAddress(house),
    ...blacklistAddresses(house),
    ...dialerAddresses(house),
    dialerTaskAddress(house),
    ...uploadAddresses(house),
    getRecordsAddress(house),
    ...soundAddresses(house),
    tagRecordAddress(house),
    ...statusAddresses(house),
  ];
}
