import { expect, test } from 'vitest';
import { diffOffice, showChange } from '../../../src/office/diff.ts';
import { officeFrom } from '../../../src/office/read.ts';

const before = officeFrom(`office: Old
queues:
  - { id: support, name: Support, members: [anna, ben], ring: 20s }
  - { id: gone, name: Gone }
agents:
  - { id: anna, name: Anna, phone: 1001 }
  - { id: ben, name: Ben }
phones:
  - { id: 1001, secret: first-secret }
numbers:
  - { number: 700, queue: support }
`);

test('an unchanged office changes nothing', () => {
  expect(diffOffice(before, before)).toEqual([]);
});

test('each change is one line, and none shows a secret', () => {
  const after = officeFrom(`office: New
timeZone: Europe/Berlin
queues:
  - { id: support, name: Support, members: [anna, carla], ring: 90s, wrapUp: 1500ms }
  - { id: sales, name: Sales, members: [carla] }
agents:
  - { id: anna, name: Anna, password: new-password }
  - { id: ben, name: Ben, role: supervisor }
  - { id: carla, name: Carla, password: other-password }
phones:
  - { id: 1001, secret: other-secret, autoAnswer: true }
numbers:
  - { number: 700, queue: sales }
  - { number: 701, queue: sales }
`);
  const lines = diffOffice(before, after, new Set(['anna'])).map(showChange);
  expect(lines).toEqual([
    '~ office Old → New',
    '~ timeZone UTC → Europe/Berlin',
    '~ queue support: members +carla -ben',
    '~ queue support: ring 20s → 90s',
    '~ queue support: wrapUp 10s → 1500ms',
    '+ queue sales (Sales): carla',
    '- queue gone',
    '~ agent anna: phone 1001 → (none)',
    '~ agent anna: new password',
    '~ agent ben: role agent → supervisor',
    '+ agent carla (Carla)',
    '~ phone 1001: new secret',
    '~ phone 1001: autoAnswer false → true',
    '~ number 700: queue support → queue sales',
    '+ number 701 → queue sales',
  ]);
  expect(lines.join('\n')).not.toMatch(/password:|-password|-secret/);
});

test('against no office everything is new', () => {
  expect(diffOffice(null, before).map(showChange)).toContain('+ agent anna (Anna)');
});
