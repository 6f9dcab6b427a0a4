import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import type { DeviceCalls } from '../../src/board/device/device-call.ts';
import { startTelServices, type TelServicesGateway } from '../../src/gateways/telservices/gateway.ts';
import { parseXml } from '../../src/gateways/telservices/xml/parse.ts';
import { Random } from '../simulation/random.ts';
import { calls, FakeTelephony, party, side } from '../unit/gateways/telservices/fake-telephony.ts';
import { requests } from '../unit/gateways/telservices/manual/requests.ts';
import { CountingClock } from './counting-clock.ts';
import { inHttp } from './http-variants.ts';
import { encode, mutate, nastyText } from './mutate.ts';

export interface FuzzResult {
  readonly cases: number;
  /** Exceptions that nobody caught, and requests that failed by a mistake of ours. */
  readonly crashes: number;
  /** Connections that were not closed in time. */
  readonly hangs: number;
  /** What was left when all was over: sockets, sessions, polls, timers, listeners; and one if the heap grew. */
  readonly leaks: number;
  /** Answers that are neither TelServices nor HTTP. */
  readonly wrong: number;
  /** Cases that were answered; the others ended with nothing to answer, or with a client that had gone. */
  readonly answered: number;
  /** What the house was asked for all the same. */
  readonly carriedOut: number;
  readonly heapGrowthMb: number;
  readonly seconds: number;
  readonly casesPerSecond: number;
}

/** A connection must be closed after this time; the gateway waits for requests and changes far less long. */
const hangMs = 10_000;
const mostHeapGrowthMb = 20;
const answerLimits = { bytes: 10_000_000, depth: 30, elements: 1_000_000 };

/** More requests than the printed ones: those that open sessions, poll and carry much. */
const corpus: readonly string[] = [
  ...Object.values(requests),
  ...[
    '<openSession><deviceNumber>1102</deviceNumber><sessionTimeout>1</sessionTimeout></openSession>',
    '<openSession><deviceNumber>1103</deviceNumber><startPbxMonitor><false/></startPbxMonitor></openSession>',
    '<closeSession><deviceNumber>1102</deviceNumber><actualCloseSessionTimeout>1</actualCloseSessionTimeout></closeSession>',
    '<snapshot><deviceNumber>1102</deviceNumber><resultOnEvent><timeout>1</timeout><snapshotSeq>0</snapshotSeq></resultOnEvent></snapshot>',
    `<updateUserDirectory><userID>u</userID><directoryName>d</directoryName><parties>${'<party><number>1</number></party>'.repeat(50)}</parties></updateUserDirectory>`,
    '<startRoutingPoint><service>s</service><config><workingHours>8:30/12:00,12/17</workingHours><queueLimit>100</queueLimit></config></startRoutingPoint>',
    '<startRoutingPoint><service>s</service><template>t</template><config><nonWorkingDays>25-12</nonWorkingDays><agentsDistribution>cyclic</agentsDistribution></config></startRoutingPoint>',
  ].map((service) => `<TelServiceRequest>${service}</TelServiceRequest>`),
];

/** Sends mutated requests over real sockets to a gateway in this process and looks at what is left of them. */
export async function fuzzTelServices(options: {
  readonly cases: number;
  readonly seed: number;
  readonly parallel: number;
  readonly say: (line: string) => void;
}): Promise<FuzzResult> {
  const { cases, seed, parallel, say } = options;
  const started = performance.now();
  const clock = new CountingClock();
  const telephony = new FakeTelephony();
  telephony.callsOf.set('1102', calls(side({ state: 'alerting', otherParty: party('') }), ['answerCall']));
  let crashes = 0;
  const crash = (error: unknown): void => {
    crashes += 1;
    say(`crash: ${error instanceof Error ? error.stack : String(error)}`);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  const log = pino({ level: 'error' }, { write: crash });
  const gateway = await startTelServices({
    telephony,
    clock,
    log,
    settings: {
      port: 0,
      openByDefault: true,
      requestBytes: 64 * 1024,
      requestElements: 2_000,
      requestTimeoutMs: 500,
      // Longer than a hang: it would hide connections that are not closed after the answer.
      answerTimeoutMs: 3 * hangMs,
      longestPollMs: 50,
      connections: parallel * 4,
    },
  });

  let sent = 0;
  let answered = 0;
  let carriedOut = 0;
  let hangs = 0;
  let wrong = 0;
  let baseMb = 0;
  const sender = async (): Promise<void> => {
    while (sent < cases) {
      const number = sent++;
      const random = new Random(seed * 1_000_003 + number);
      const one = makeCase(random);
      const ended = await send(gateway.port, one);
      if (ended === 'hang') hangs += 1;
      else if (ended === 'wrong') wrong += 1;
      else if (ended === 'answered') answered += 1;
      if (ended === 'hang' || ended === 'wrong')
        say(`case ${number}: ${ended}: ${one.bytes.toString('latin1').slice(0, 300)}`);
      carriedOut += telephony.asked.length;
      telephony.asked.length = 0;
      telephony.openedBy.length = 0;
      telephony.calls('1102', random.chance(0.3) ? null : someCalls(random), clock.now());
      if (number === Math.floor(cases / 10)) baseMb = heapMb();
      if ((number + 1) % 10_000 === 0)
        say(`${number + 1} of ${cases} cases, ${crashes} crashes, ${hangs} hangs`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, sender));
  const leaks = await countLeaks(gateway, clock, telephony);
  const heapGrowthMb = Math.round((heapMb() - baseMb) * 10) / 10;
  process.off('uncaughtException', crash);
  process.off('unhandledRejection', crash);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return {
    cases: sent,
    crashes,
    hangs,
    leaks: leaks + (heapGrowthMb > mostHeapGrowthMb ? 1 : 0),
    wrong,
    answered,
    carriedOut,
    heapGrowthMb,
    seconds,
    casesPerSecond: Math.round(sent / seconds),
  };
}

function someCalls(random: Random): DeviceCalls {
  const otherParty = party(random.chance(0.5) ? '' : nastyText(random), nastyText(random));
  return calls(side({ state: 'alerting', otherParty, data: nastyText(random) }), ['answerCall']);
}

interface Case {
  readonly bytes: Buffer;
  /** How the bytes are cut into writes. */
  readonly pieces: number;
  /** What the client does after it has sent all: waits, closes its side, or is gone. */
  readonly after: 'wait' | 'end' | 'destroy';
}

function makeCase(random: Random): Case {
  const body = encode(random, mutate(random, random.pick(corpus)));
  const bytes = random.chance(0.5) ? body : inHttp(random, body);
  const after = random.chance(0.03) ? 'destroy' : random.chance(0.02) ? 'wait' : 'end';
  return { bytes, pieces: random.chance(0.2) ? random.between(2, 5) : 1, after };
}

/** Resolves when the connection is closed, with what came of it. */
function send(
  port: number,
  { bytes, pieces, after }: Case,
): Promise<'answered' | 'closed' | 'wrong' | 'hang'> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const read: Buffer[] = [];
    const hang = setTimeout(() => {
      resolve('hang');
      socket.destroy();
    }, hangMs);
    socket.on('data', (chunk) => read.push(chunk));
    // A gateway that has heard enough may reset the connection.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(hang);
      const answer = Buffer.concat(read).toString();
      resolve(answer === '' ? 'closed' : isProper(answer) ? 'answered' : 'wrong');
    });
    const size = Math.ceil(bytes.length / pieces) || 1;
    for (let from = 0; from < bytes.length; from += size) socket.write(bytes.subarray(from, from + size));
    if (after === 'end') socket.end();
    else if (after === 'destroy') setImmediate(() => socket.destroy());
  });
}

/** HTTP may have refused it before it was TelServices, or have said "100 Continue" first. */
function isProper(answer: string): boolean {
  if (answer.startsWith('HTTP/1.1 ')) {
    const body = /<TelServiceReturn>[^]*$/.exec(answer)?.[0];
    return body === undefined ? /^HTTP\/1\.1 [1-5]\d\d /.test(answer) : isProper(body);
  }
  try {
    const { name, children } = parseXml(answer, answerLimits);
    return name === 'TelServiceReturn' && children.length === 1;
  } catch {
    return false;
  }
}

/** Waits for the last connections and closes the gateway; what is left then will stay. */
async function countLeaks(
  gateway: TelServicesGateway,
  clock: CountingClock,
  telephony: FakeTelephony,
): Promise<number> {
  const until = performance.now() + 5_000;
  while (gateway.load.connections > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { connections, polls, pendingBytes } = gateway.load;
  for (const { deviceNumber } of gateway.sessions()) gateway.closeSession(deviceNumber);
  const { sessions } = gateway.load;
  await gateway.close();
  return connections + polls + sessions + (pendingBytes === 0 ? 0 : 1) + clock.armed + telephony.heardBy;
}

function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}
