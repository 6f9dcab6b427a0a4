/** The office of the demo: agents whose phones stay up, one campaign, one trunk. */
export const campaign = 'demo';
export const secret = 'a-secret-of-the-demo';
export const password = 'a-password-of-the-demo';
export const networkHost = '127.0.0.5';

export const agentOf = (index: number): string => `agent${index + 1}`;
export const phoneOf = (index: number): string => String(3_001 + index);

export function outboundOffice(agents: number, mode: string, networkPort: number): string {
  const all = Array.from({ length: agents }, (_, index) => index);
  return JSON.stringify({
    office: 'Outbound demo',
    queues: [{ id: 'callers', name: 'Callers', members: all.map(agentOf), wrapUp: '1s' }],
    agents: [
      ...all.map((index) => ({
        id: agentOf(index),
        name: `Agent ${index + 1}`,
        phone: phoneOf(index),
        password,
        connect: 'stay',
      })),
      { id: 'boss', name: 'Boss', role: 'admin', password },
    ],
    phones: all.map((index) => ({ id: phoneOf(index), secret, autoAnswer: 'true' })),
    trunks: [{ id: 'network', host: networkHost, port: String(networkPort), match: [networkHost] }],
    campaigns: [
      {
        id: campaign,
        name: 'Demo',
        queue: 'callers',
        dialling: mode,
        abandon: { preset: 'strict', message: 'sound:vm-goodbye' },
        trunks: ['network'],
        rules: [],
        ring: '15s',
        limits: { perDay: 'none' },
        retries: { 'no-answer': { most: '0' }, busy: { most: '0' }, 'hung-up': { most: '0' } },
      },
    ],
  });
}
