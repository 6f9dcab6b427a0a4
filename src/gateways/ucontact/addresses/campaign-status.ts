import { resources, type Address } from '../address.ts';
import { json } from '../answers.ts';
import type { House } from '../house.ts';
import { readName } from '../names.ts';
import { campaignsAnswer, campaignWithAgents, type Stamp } from '../translate/campaign-status.ts';
import { summaryAnswer } from '../translate/queue-summary.ts';

/** Supervisor/queuesummary and Supervisor/campaignstatus. */
export function statusAddresses({ status, clock }: Pick<House, 'status' | 'clock'>): Address[] {
  // As in the example: what has asked, and the number of the question.
  const asker = Math.floor(clock.now() / 1_000);
  let asked = 0;
  const stamp = (): Stamp => {
    asked += 1;
    return { at: clock.now(), timeZone: clock.timeZone, actionId: `${asker}_${asked}` };
  };
  return [
    {
      method: 'post',
      path: `${resources}/Supervisor/queuesummary`,
      parameters: [],
      permission: 'supervisor',
      onError: 'sentence',
      handle: async () => json(summaryAnswer(await status.all(), stamp())),
    },
    {
      method: 'post',
      path: `${resources}/Supervisor/campaignstatus`,
      parameters: ['queue'],
      permission: 'supervisor',
      onError: 'sentence',
      async handle(form) {
        const queue = form.text('queue');
        if (queue === '') return json(campaignsAnswer(await status.all()));
        return json(campaignWithAgents(await status.one(readName(queue)), stamp()));
      },
    },
  ];
}
