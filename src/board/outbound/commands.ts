import type { AgentId, CallId, CampaignId, ContactId } from '../ids.ts';
import type { LiveChanges } from './campaign-settings.ts';
import type { Contact } from './contact.ts';
import type { DispositionAction, Said, ScheduleWanted } from './disposition.ts';

/** What people do with campaigns, and agents with their contacts. `by` is the user who asks. */
export type OutboundCommand =
  | {
      readonly name: 'start-campaign' | 'suspend-campaign' | 'resume-campaign' | 'stop-campaign';
      readonly campaign: CampaignId;
      readonly by: string;
      /** Of a suspension: who has not answered yet is not rung any more. */
      readonly clear?: boolean | undefined;
    }
  /** A campaign that the office file does not name, after one that it does; and the end of it. */
  | {
      readonly name: 'make-campaign';
      readonly campaign: CampaignId;
      readonly template: CampaignId;
      readonly by: string;
    }
  | { readonly name: 'remove-campaign'; readonly campaign: CampaignId; readonly by: string }
  | {
      readonly name: 'change-campaign';
      readonly campaign: CampaignId;
      readonly changes: LiveChanges;
      readonly by: string;
    }
  /** Off the do-not-call list. */
  | {
      readonly name: 'unbar-numbers';
      readonly campaign: CampaignId | null;
      readonly patterns: readonly string[];
      readonly by: string | null;
    }
  /** Rows of its contacts have changed: what waits to be called is handed over anew. */
  | { readonly name: 'recall-contacts'; readonly campaign: CampaignId }
  /** The contact that is shown to the agent is dialled now, or not by him. */
  | { readonly name: 'dial-contact' | 'skip-contact'; readonly agent: AgentId }
  /** Whom the agent has on the line. */
  | { readonly name: 'mark-answer'; readonly agent: AgentId; readonly as: 'person' | 'machine' }
  /** A number that an agent dials himself, on behalf of a campaign. */
  | {
      readonly name: 'dial-number';
      readonly agent: AgentId;
      readonly campaign: CampaignId;
      /** As it stands in lists, and as it is sent to the trunks. */
      readonly number: string;
      readonly dial: string;
      readonly zones: readonly string[];
      readonly region: string | null;
      readonly callerId?: string | undefined;
      readonly data?: string | undefined;
    }
  /** What came of a call that is over, in other words than before. */
  | {
      readonly name: 'correct-disposition';
      readonly campaign: CampaignId;
      readonly call: CallId;
      /** Who had the call. */
      readonly agent: AgentId | null;
      readonly number: string;
      readonly contact: ContactId | null;
      /** The contact as it is stored, if this was its last call; null: only what is on record of the call changes. */
      readonly stored: Contact | null;
      /** What was to come of it until now. */
      readonly former: DispositionAction | null;
      readonly said: Said;
      readonly by: string;
    }
  /** Calls that are promised. The contact is handed over as it is stored. */
  | {
      readonly name: 'move-promise';
      readonly campaign: CampaignId;
      readonly contact: Contact;
      readonly schedule: ScheduleWanted;
      readonly by: string;
    }
  | {
      readonly name: 'drop-promise';
      readonly campaign: CampaignId;
      readonly contact: Contact;
      /** What is on record as its result. */
      readonly reason: 'cancelled' | 'do-not-call';
      /** null: the house itself. */
      readonly by: string | null;
    }
  | { readonly name: 'remind'; readonly campaign: CampaignId; readonly contact: Contact };
