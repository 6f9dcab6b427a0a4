import type { CampaignNow } from './house.ts';

const width = 40;

/** One look at the campaign, in lines. */
export function draw(now: CampaignNow, contacts: number, agents: number, seconds: number): string[] {
  const { calls, agents: they, today } = now;
  const done = Math.min(
    contacts,
    Object.values(today.outcomes).reduce((sum, count) => sum + count, 0),
  );
  const rate = today.persons === 0 ? 0 : today.abandoned / today.persons;
  return [
    `${clock(seconds)}  campaign ${now.run}`,
    '',
    `contacts   ${bar(done, contacts)} ${done} of ${contacts}`,
    `ringing    ${bar(calls.ringing, agents * 2)} ${calls.ringing}`,
    `waiting    ${bar(calls.waiting, agents)} ${calls.waiting}`,
    `talking    ${bar(they.talking, agents)} ${they.talking} of ${agents} agents`,
    `wrap-up    ${bar(they.wrapUp, agents)} ${they.wrapUp}`,
    `ready      ${bar(they.ready, agents)} ${they.ready}`,
    '',
    `people who answered ${today.persons}, talks ${today.talks}, abandoned ${today.abandoned} (${(rate * 100).toFixed(1)} %, limit 3 %)`,
    Object.entries(today.outcomes)
      .map(([outcome, count]) => `${outcome} ${count}`)
      .join(', '),
  ];
}

/** The same in one line, for what is no terminal. */
export function line(now: CampaignNow, seconds: number): string {
  const { calls, agents, today } = now;
  return (
    `${clock(seconds)} ${now.run}: ${calls.ringing} ringing, ${agents.talking} talking, ${agents.ready} ready; ` +
    `${today.dials} dialled, ${today.persons} answered, ${today.abandoned} abandoned`
  );
}

function bar(value: number, most: number): string {
  const filled = Math.min(width, Math.round((width * value) / Math.max(1, most)));
  return '█'.repeat(filled) + '·'.repeat(width - filled);
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, '0')}`;
}
