import { beforeAll, expect, test } from 'vitest';
import { campaignsOf } from '../../../../../src/gateways/ucontact/of-house/campaigns.ts';
import type { CampaignDesk } from '../../../../../src/gateways/ucontact/house/campaigns.ts';
import { readName } from '../../../../../src/gateways/ucontact/names.ts';
import { House, officeText } from '../../../control/house.ts';

let campaigns: CampaignDesk;
beforeAll(async () => {
  const house = await House.open();
  await house.control.office.apply(
    `${officeText}
trunks:
  - { id: world, host: 127.0.0.2, match: [127.0.0.2] }
callingRules:
  - { id: always, source: these tests, perDay: 100 }
campaigns:
  - { id: spring, name: Ventas, queue: sales, trunks: [world], rules: [always] }
  - { id: autumn, name: Otoño 26, queue: support, trunks: [world], rules: [always] }
  - { id: winter, name: Invierno, queue: support, trunks: [world], rules: [always] }
`,
    'test',
  );
  campaigns = campaignsOf(house.exchange.state);
});

test.each([
  ['Ventas->', 'spring'],
  ['ventas', 'spring'],
  ['Ventas<-', 'spring'],
  ['Spring->', 'spring'],
  ['Otoño 26->', 'autumn'],
  ['Sales<-', 'spring'],
])('%s is the campaign %s', (written, id) => {
  expect(campaigns.outbound(readName(written))).toBe(id);
});

test.each(['Sales->', 'Sales', 'Support<-', 'Primavera->', '->', ''])('%j is none', (written) => {
  expect(() => campaigns.outbound(readName(written))).toThrow(/no (outbound )?campaign/);
});

test('agents have accounts and phones', () => {
  expect(['Anna', '1001', 'ben', '1002', '700', ''].map((named) => campaigns.agent(named))).toEqual([
    'anna',
    'anna',
    'ben',
    'ben',
    null,
    null,
  ]);
});

test('a campaign does not run before somebody starts it', () => {
  expect(campaigns.isRunning('spring')).toBe(false);
});
