import type { AgentId, PhoneId } from '../../src/board/ids.ts';

/** Each peer has phones of its own, so that neither sees the other's calls. */
export const peers = ['cordboard', 'app_queue'] as const;
export type Peer = (typeof peers)[number];

export const phoneId = (peer: Peer, number: number): PhoneId =>
  `${peer === 'cordboard' ? 'c' : 'n'}${number}` as PhoneId;
const agentId = (number: number): AgentId => `agent${number}` as AgentId;
export const secret = 'bench-secret';
export const trunkHost = '127.0.0.2';

/** An office file with one queue that all agents serve, without wrap-up, so that every end of a talk frees an agent. */
export function benchOffice(agents: number): string {
  const numbers = Array.from({ length: agents }, (_, index) => index + 1);
  const office = {
    office: 'Bench',
    queues: [
      {
        id: 'bench',
        name: 'Bench',
        members: numbers.map(agentId),
        ring: '30s',
        wrapUp: '0s',
        rest: '1s',
        whenMissed: 'rest',
      },
    ],
    agents: numbers.map((number) => ({
      id: agentId(number),
      name: `Agent ${number}`,
      phone: phoneId('cordboard', number),
    })),
    phones: peers.flatMap((peer) => numbers.map((number) => ({ id: phoneId(peer, number), secret }))),
    trunks: [{ id: 'bench-trunk', host: trunkHost, match: [trunkHost] }],
  };
  // JSON is YAML.
  return JSON.stringify(office, null, 1);
}

/**
 * app_queue as an engineer would set it up for speed: callers served in parallel (autofill), agents offered one call
 * at a time, the shortest pause between attempts that it takes.
 */
export function queuesConf(agents: number, retryS: number): string {
  const members = Array.from(
    { length: agents },
    (_, index) => `member => PJSIP/${phoneId('app_queue', index + 1)}`,
  );
  return [
    '[general]',
    'autofill=yes',
    'shared_lastcall=yes',
    '[bench]',
    'strategy=leastrecent',
    'autofill=yes',
    'ringinuse=no',
    'timeout=30',
    `retry=${retryS}`,
    'wrapuptime=0',
    'musicclass=default',
    ...members,
    '',
  ].join('\n');
}

/** Both peers are entered by the dialled word; both answer and play music in the dialplan. */
export const extensionsConf = `#include "cordboard.conf"
[cordboard]
exten => cordboard,1,Goto(cordboard-queue,bench,1)
exten => app_queue,1,Answer()
 same => n,Queue(bench)
 same => n,Hangup()
`;
