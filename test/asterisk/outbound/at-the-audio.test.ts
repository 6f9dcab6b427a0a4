import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AgentId } from '../../../src/board/ids.ts';
import type { Call } from '../../phone/call.ts';
import type { Phone } from '../../phone/phone.ts';
import type { Trunk } from '../../phone/trunk.ts';
import type { AttemptSeen } from '../harness/calling-campaign.ts';
import { agents, password } from '../harness/office.ts';
import { CallingOffice, tones } from '../harness/calling-office.ts';
import type { Desk } from '../harness/desk.ts';

/**
 * The two seconds as the customer hears them: from his answer to the first sound of the agent, measured in what arrives at
 * his end, beside what the ledger says of the same call.
 */

const callsEach = 10;
/** How well a tone's beginning can be told, and a packet's way through Asterisk. */
const agreesWithinMs = 250;
/** Of the calls, where the box is busy with other things. */
const mostStrays = 3;
const ways = { stay: 'anna', 'auto-answer': 'ben' } as const;
type Way = keyof typeof ways;

const numberOf = (way: Way, index: number): string => `49302040${Object.keys(ways).indexOf(way)}00${index}`;

let office: CallingOffice;
let boss: Desk;
let trunk: Trunk;

beforeAll(async () => {
  const campaign = { dialling: 'progressive', rules: [], trunks: ['trunk-1'], numberFormat: 'e164' };
  office = await CallingOffice.start({
    agents: [...agents, { id: 'boss', name: 'Boss', role: 'admin', password }],
    queues: Object.entries(ways).map(([way, agent]) => ({
      id: way,
      name: way,
      members: [agent],
      wrapUp: '0s',
      record: 'never',
    })),
    numbers: [],
    campaigns: Object.keys(ways).map((way) => ({ ...campaign, id: way, name: way, queue: way })),
  });
  boss = await office.house.desk('boss');
  trunk = await office.trunk();
});
afterAll(() => office?.stop());

const phones: Record<Way, '1001' | '1002'> = { stay: '1001', 'auto-answer': '1002' };

test.for(['stay', 'auto-answer'] as const)(
  '%s: the customer hears his agent when the ledger says so, within two seconds of his answer',
  { timeout: 60_000 },
  async (way) => {
    const [agent, id] = [ways[way] as AgentId, phones[way]];
    const { exchange } = office.house.app;
    const phone: Phone = await office.phone(id);
    await exchange.command({ name: 'sign-in', agent, connect: way });
    await exchange.command({ name: 'ready', agent });
    const numbers = Array.from({ length: callsEach }, (_, index) => numberOf(way, index));
    await boss.command('add-contacts', {
      campaign: way,
      contacts: numbers.map((number) => ({ numbers: [`+${number}`] })),
    });
    await boss.command('start-campaign', { campaign: way });

    const heardAfter = new Map<string, number>();
    for (let count = 0; count < callsEach; count += 1) {
      const customer = await trunk.nextCall();
      customer.ring();
      await customer.answer();
      heardAfter.set(customer.dialled, (await customer.hearsTone(tones[id])) - answerOf(customer));
      await customer.hangup();
    }
    const waits = await waitsOf(way);
    const pairs = numbers.map((number) => [heardAfter.get(number) ?? NaN, waits.get(number) ?? NaN] as const);
    const strays = pairs.filter(([heard, wait]) => !(Math.abs(heard - wait) <= agreesWithinMs));
    expect(strays.length, JSON.stringify(strays)).toBeLessThanOrEqual(mostStrays);
    expect(pairs.flat().filter((ms) => !(ms <= 2_000))).toEqual([]);
    const [heard, wait] = [median(pairs.map(([ms]) => ms)), median(pairs.map(([, ms]) => ms))];
    console.info(
      `${way}: from the answer to the agent's sound ${heard} ms, by the ledger ${wait} ms (medians)`,
    );
    await phone.close();
  },
);

/** The ACK of his answer: from then on there is a call. */
function answerOf({ times: { ackAt } }: Call): number {
  if (ackAt === undefined) throw new Error('his answer was never acknowledged');
  return ackAt;
}

/** By number, once all of them are on record. */
function waitsOf(campaign: string): Promise<Map<string, number>> {
  return vi.waitFor(async () => {
    const { attempts } = (await boss.command('attempts', { campaign })) as { attempts: AttemptSeen[] };
    expect(attempts).toHaveLength(callsEach);
    return new Map(attempts.map(({ number, waitMs }) => [number.slice(1), waitMs ?? NaN]));
  });
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN);
}
