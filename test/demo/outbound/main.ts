import { setTimeout as sleep } from 'node:timers/promises';
import { openUdp } from '../../phone/udp.ts';
import { Phone } from '../../phone/phone.ts';
import { startOwn } from '../stage.ts';
import { outboundUsage, readOutbound, type OutboundArguments } from './arguments.ts';
import { Network, type Seen } from './customers.ts';
import { House, type CampaignNow } from './house.ts';
import { agentOf, campaign, networkHost, outboundOffice, phoneOf, secret } from './office.ts';
import { draw, line } from './screen.ts';

const lookMs = 250;
const mostAtOnce = 500;

interface Statistics {
  readonly wait: { readonly p50Ms: number | null; readonly p95Ms: number | null };
  readonly agents: { readonly utilisation: number | null };
  readonly law: { readonly rate: number | null; readonly limit: number };
}

/** `npm run demo -- outbound`: resolves with the exit code. */
export async function playOutbound(argv: readonly string[], signal: AbortSignal): Promise<number> {
  const options = readOutbound(argv);
  if (options.help) {
    console.log(outboundUsage);
    return 0;
  }
  const port = await freePort();
  process.stderr.write('Starting a Cordboard for this demo…\n');
  const stage = await startOwn(outboundOffice(options.agents, options.mode, port), signal);
  const house = new House(stage);
  const network = await Network.open(stage.sip, port);
  const phones: Phone[] = [];
  try {
    for (let index = 0; index < options.agents; index += 1) {
      const user = phoneOf(index);
      const phone = await Phone.open({ server: stage.sip, user, secret, answer: 'when-asked' });
      phones.push(phone);
      await phone.register();
      await house.seat(agentOf(index));
    }
    return await dial(house, network.seen, options, signal);
  } finally {
    await Promise.all(phones.map((phone) => phone.close()));
    await network.close();
    await stage.close();
  }
}

async function dial(
  house: House,
  seen: Seen,
  { contacts, agents, json }: OutboundArguments,
  signal: AbortSignal,
): Promise<number> {
  const numbers = Array.from({ length: contacts }, (_, index) => `+4930${1_000_000 + index * 37}`);
  for (let from = 0; from < contacts; from += mostAtOnce) {
    const some = numbers.slice(from, from + mostAtOnce).map((number) => ({ numbers: [number] }));
    await house.post(`/campaigns/${campaign}/contacts`, { contacts: some });
  }
  await house.post(`/campaigns/${campaign}/start`);
  const startedAt = Date.now();
  const show = process.stderr.isTTY && !json ? paint() : tell();
  let now = await house.campaign();
  for (; now.run !== 'completed'; now = await house.campaign()) {
    show(now, contacts, agents, (Date.now() - startedAt) / 1000);
    await sleep(lookMs, undefined, { signal });
  }
  show(now, contacts, agents, (Date.now() - startedAt) / 1000);
  return judge(now, (await house.get(`/campaigns/${campaign}/statistics`)) as Statistics, seen, contacts);
}

/** Both sides have counted, and the law's limit holds. */
function judge(now: CampaignNow, statistics: Statistics, seen: Seen, contacts: number): number {
  const { dials, persons, abandoned, outcomes } = now.today;
  const problems: string[] = [];
  if (dials !== contacts) problems.push(`${dials} calls for ${contacts} contacts`);
  if (seen.called !== dials) problems.push(`the network has seen ${seen.called} calls, the ledger ${dials}`);
  if (seen.answered !== persons) problems.push(`${seen.answered} answered, the ledger says ${persons}`);
  if (abandoned > statistics.law.limit * persons) problems.push(`${abandoned} of ${persons} were abandoned`);
  for (const problem of problems) console.error(problem);
  const { wait, agents, law } = statistics;
  console.log(
    JSON.stringify({
      contacts,
      dials,
      persons,
      abandoned,
      abandonRate: law.rate,
      utilisation: agents.utilisation,
      waitMsP50: wait.p50Ms,
      waitMsP95: wait.p95Ms,
      outcomes,
    }),
  );
  return problems.length === 0 ? 0 : 1;
}

type Show = (now: CampaignNow, contacts: number, agents: number, seconds: number) => void;

/** A screen that is drawn over itself. */
function paint(): Show {
  let height = 0;
  return (now, contacts, agents, seconds) => {
    const lines = draw(now, contacts, agents, seconds);
    const up = height === 0 ? '' : `\u001B[${height}A`;
    process.stderr.write(up + lines.map((one) => `\u001B[2K${one}\n`).join(''));
    height = lines.length;
  };
}

/** A line whenever something has changed. */
function tell(): Show {
  let last = '';
  return (now, _contacts, _agents, seconds) => {
    const said = line(now, seconds);
    const what = said.slice(said.indexOf(' '));
    if (what !== last) process.stderr.write(`${said}\n`);
    last = what;
  };
}

async function freePort(): Promise<number> {
  const socket = await openUdp(networkHost, 0);
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
