import { expect, test } from 'vitest';
import { inOrder } from '../../../src/asterisk/in-order.ts';
import type { Effect } from '../../../src/board/effect.ts';
import type { BridgeId, LegId } from '../../../src/board/ids.ts';

const bridge = (id: string): BridgeId => id as BridgeId;
const channel = 'c1' as LegId;
const ring: Effect = {
  name: 'ring',
  leg: 'l1' as LegId,
  endpoint: 'PJSIP/1001',
  display: { name: '', number: '' },
  autoAnswer: false,
  timeoutMs: 1,
};
const connect: Effect = { name: 'connect', bridge: bridge('b1'), channels: [channel], make: true };
const drop = (id: string): Effect => ({ name: 'drop-bridge', bridge: bridge(id) });
const hangUp: Effect = { name: 'hang-up', channel, reason: 'normal' };

test('phones ring first, bridges are swept up last, and the rest stays as it is', () => {
  expect(inOrder([drop('b2'), hangUp, connect, ring])).toEqual([ring, hangUp, connect, drop('b2')]);
});

test('a bridge that is made anew is not swept up afterwards', () => {
  expect(inOrder([drop('b1'), connect, drop('b2')])).toEqual([drop('b1'), connect, drop('b2')]);
});
