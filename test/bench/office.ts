import type { Setting, Side } from './cells.ts';

/** Each side has phones of its own, so that neither sees the other's calls. */
export const phoneIds = (side: Side, { agents }: Setting): string[] =>
  numbered(side === 'cordboard' ? 'c' : 'n', agents);
/** The numbers that callers dial, one a queue. */
export const numbersOf = (side: Side, setting: Setting): string[] =>
  queueIds(setting).map((queue) => `${side}_${queue}`);
const queueIds = ({ queues }: Setting): string[] => numbered('q', queues);
const agentIds = ({ agents }: Setting): string[] => numbered('agent', agents);
const numbered = (word: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${word}${index + 1}`);

export const secret = 'bench-secret';
export const trunkHost = '127.0.0.2';

/** An office file without wrap-up, so that every end of a talk frees an agent; app_queue's phones are in it too. */
export function officeFile(setting: Setting): string {
  const phones = phoneIds('cordboard', setting);
  const office = {
    office: 'Bench',
    queues: queueIds(setting).map((id) => ({
      id,
      name: `Queue ${id}`,
      strategy: setting.strategy.cordboard,
      members: agentIds(setting),
      ring: '30s',
      wrapUp: '0s',
      rest: '1s',
      whenMissed: 'rest',
    })),
    agents: agentIds(setting).map((id, index) => ({ id, name: `Agent ${index + 1}`, phone: phones[index] })),
    phones: [...phones, ...phoneIds('app_queue', setting)].map((id) => ({ id, secret })),
    trunks: [{ id: 'bench-trunk', host: trunkHost, match: [trunkHost] }],
  };
  // JSON is YAML.
  return JSON.stringify(office, null, 1);
}

/**
 * app_queue as an engineer would set it up for speed: callers served in parallel (autofill), agents offered one call
 * at a time.
 */
export function queuesConf(setting: Setting): string {
  const members = phoneIds('app_queue', setting).map((phone) => `member => PJSIP/${phone}`);
  const queues = queueIds(setting).flatMap((queue) => [
    `[${queue}]`,
    `strategy=${setting.strategy.app_queue}`,
    'autofill=yes',
    'ringinuse=no',
    'timeout=30',
    `retry=${setting.retryS}`,
    'wrapuptime=0',
    'musicclass=default',
    ...members,
  ]);
  return ['[general]', 'autofill=yes', 'shared_lastcall=yes', ...queues, ''].join('\n');
}

/** Both sides answer, at once (`i`: without a wait for sound), and play music in the dialplan. */
export function extensionsConf(setting: Setting): string {
  const ways = queueIds(setting).flatMap((queue) => [
    `exten => cordboard_${queue},1,Goto(cordboard-queue,${queue},1)`,
    `exten => app_queue_${queue},1,Answer(,i)`,
    ` same => n,Queue(${queue})`,
    ' same => n,Hangup()',
  ]);
  return ['#include "cordboard.conf"', '[cordboard]', ...ways, ''].join('\n');
}
