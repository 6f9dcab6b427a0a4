import type { CampaignId } from '../../../board/ids.ts';
import type { BarDesk } from '../../../control/outbound/bar-desk.ts';
import type { Bar, DoNotCallDesk } from '../house/do-not-call.ts';

/** Where an entry of the do-not-call list says that it comes from. */
const source = 'ucontact';

export function doNotCallOf(desk: BarDesk): DoNotCallDesk {
  const meant = ({ number, campaign }: Bar) => ({
    pattern: number,
    campaign: campaign as CampaignId | null,
  });
  return {
    async add({ user }, bars) {
      await desk.add(
        bars.map((bar) => ({ ...meant(bar), source, by: user, expiresAt: null, note: bar.note })),
      );
    },
    async remove({ user }, bars) {
      await desk.remove(bars.map(meant), user);
    },
  };
}
