import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Phone } from '../phone/phone.ts';
import { agentName, campaignYaml, customersHost, phoneName } from './harness/campaign-office.ts';
import { customersOf, type Expected } from './harness/campaign-mix.ts';
import { Customers } from './harness/customers.ts';
import { Desk, within } from './harness/desk.ts';
import { freeUdpPort } from './harness/free-port.ts';
import { password, secret } from './harness/office.ts';
import { CordboardProcess, removeDataDir } from './harness/process.ts';

const contacts = 200;
/** The first time it is killed, and the second. */
const killsAfter = [50, 120];

let dataDir: string;
let cordboard: CordboardProcess;
let customers: Customers;
const phones: Phone[] = [];

async function start(agents: number, dialling: string, expected: readonly Expected[]): Promise<void> {
  const port = await freeUdpPort(customersHost);
  customers = await Customers.start({ host: customersHost, port, customers: expected });
  dataDir = await mkdtemp(join(tmpdir(), 'cordboard-test-'));
  const office = campaignYaml(agents, port, [{ id: 'spring', dialling }]);
  await writeFile(join(dataDir, 'office.yaml'), office, { mode: 0o600 });
  cordboard = await CordboardProcess.start(dataDir);
  for (let index = 0; index < agents; index += 1) {
    const phone = await Phone.open({
      server: cordboard.sip,
      user: phoneName(index),
      secret,
      answer: 'when-asked',
    });
    phones.push(phone);
    await phone.register();
    const desk = await Desk.signIn(cordboard.running.api, agentName(index), password);
    await desk.command('ready');
    desk.close();
  }
}

afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.close()));
  await cordboard.end('SIGINT');
  await customers.close();
  await removeDataDir(dataDir);
});

interface Contacts {
  readonly contacts: { readonly state: string; readonly numbers: { readonly number: string }[] }[];
}
interface Attempts {
  readonly attempts: { readonly number: string; readonly outcome: string }[];
}

const offices = [
  { agents: 5, dialling: 'predictive' },
  { agents: 20, dialling: 'progressive' },
] as const;

test.each(offices)(
  'kill -9 twice in a $dialling campaign with $agents agents: every contact is called once, and none is lost',
  async ({ agents, dialling }) => {
    const expected = customersOf(contacts, `493033${agents}`.padEnd(8, '3'), { talkMs: 30 * agents });
    await start(agents, dialling, expected);
    const numbers = expected.map(({ number }) => ({ numbers: [`+${number}`] }));
    await post('/campaigns/spring/contacts', { contacts: numbers });
    await post('/campaigns/spring/start', {});
    for (const count of killsAfter) {
      await happened('attempt.ended', count);
      await cordboard.end('SIGKILL');
      cordboard = await CordboardProcess.start(dataDir);
    }
    await happened('campaign.completed', 1);

    const { contacts: all } = (await cordboard.get(
      '/contacts?campaign=spring&limit=500',
    )) as unknown as Contacts;
    expect(all.map(({ state }) => state)).toEqual(Array.from({ length: contacts }, () => 'finished'));
    const { attempts } = (await cordboard.get('/attempts?campaign=spring&limit=500')) as unknown as Attempts;
    const invites = await customers.count('invite');
    expect([...invites].filter(([, count]) => count > 1)).toEqual([]);
    expect(attempts.map(({ number }) => number.slice(1)).toSorted()).toEqual(
      expected.map(({ number }) => number).toSorted(),
    );
    // Of those who were on the line when nobody listened it is not known what became of them; nor whether it has rung where
    // the call had just begun, so that it counts: better once too little than twice.
    const outcomes = new Map(attempts.map(({ number, outcome }) => [number.slice(1), outcome]));
    const unrung = expected.filter(({ number }) => !invites.has(number));
    expect(unrung.filter(({ number }) => outcomes.get(number) !== 'no-answer')).toEqual([]);
    expect(unrung.length).toBeLessThanOrEqual(killsAfter.length * agents);
    const others = expected.filter(({ number, outcome }) => outcomes.get(number) !== outcome);
    const mostAtOnce = dialling === 'predictive' ? 3 * agents : 1.5 * agents;
    expect(others.length).toBeLessThanOrEqual(killsAfter.length * mostAtOnce);
  },
  120_000,
);

/** Waits until the journal has so many of them. */
async function happened(kind: string, count: number): Promise<void> {
  const boss = await Desk.signIn(cordboard.running.api, 'boss', password, { since: 0 });
  const reached = Promise.withResolvers<void>();
  const look = (): void => {
    if (boss.events.filter((event) => event.kind === kind).length >= count) reached.resolve();
  };
  boss.onEvent = look;
  look();
  await within(reached.promise, `${count} of ${kind}`, 60_000).finally(() => boss.close());
}

async function post(path: string, body: unknown): Promise<void> {
  const { api, token } = cordboard.running;
  const response = await fetch(`${api}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}
