import { expect, test } from 'vitest';
import type { OfficeDocument } from '../../../src/office/schema.ts';
import { House, officeText, password } from './house.ts';

const withMusic = officeText.replace('id: sales,', 'id: sales, music: jazz,');

test('a plan changes nothing', async () => {
  const house = await House.open();
  expect(await house.ask('dave', 'plan-office', { yaml: withMusic })).toEqual({
    problems: [],
    changes: [{ sign: '~', text: 'queue sales: music default → jazz' }],
  });
  expect(await house.ask('dave', 'plan-office', { yaml: 'office: [' })).toMatchObject({
    problems: [{ line: 1 }],
    changes: [],
  });
  expect(house.ledger.versions).toHaveLength(1);
});

test('an office comes into force everywhere', async () => {
  const told: OfficeDocument[] = [];
  const house = await House.open((document) => void told.push(document));
  expect(await house.ask('dave', 'apply-office', { yaml: withMusic })).toEqual({
    version: 2,
    seq: house.exchange.lastSeq,
    changes: [{ sign: '~', text: 'queue sales: music default → jazz' }],
    warnings: [],
  });
  expect(house.exchange.state.queues.get('sales' as never)?.music).toBe('jazz');
  expect(house.ledger.versions[1]).toMatchObject({ by: 'dave' });
  expect(told[1]?.phones[0]?.secret).toBe('secret-of-1001');
  const { office } = await house.ask('sue', 'office');
  expect(office).toMatchObject({ queues: [{}, { music: 'jazz' }] });
  expect(JSON.stringify(office)).not.toContain('secret-of');
  await expect(house.ask('anna', 'office')).rejects.toMatchObject({ code: 'not-permitted' });
});

test('a wrong office is refused with every problem, and only admins may try', async () => {
  const house = await House.open();
  await expect(house.ask('dave', 'apply-office', { yaml: 'queues: 1' })).rejects.toMatchObject({
    code: 'office-wrong',
    details: {
      problems: [
        { field: 'office', rule: 'required' },
        { field: 'queues', rule: 'kind' },
      ],
    },
  });
  await expect(house.ask('sue', 'apply-office', { yaml: withMusic })).rejects.toMatchObject({
    code: 'not-permitted',
  });
});

test('passwords are hashed, changed only when they differ, and a change ends the sessions', async () => {
  const house = await House.open();
  const anna = house.caller('anna');
  const ben = house.caller('ben');
  const before = house.ledger.credentialRows.get('anna')?.hash;
  const same = officeText.replace('name: Anna,', `name: Anna, password: ${password},`);
  expect(await house.ask('dave', 'apply-office', { yaml: same })).toMatchObject({ changes: [] });
  expect(house.ledger.credentialRows.get('anna')?.hash).toBe(before);
  expect(house.control.refresh(anna)).not.toBeNull();

  const other = officeText.replace('name: Anna,', 'name: Anna, password: another one,');
  expect(await house.ask('dave', 'apply-office', { yaml: other })).toMatchObject({
    changes: [{ sign: '~', text: 'agent anna: new password' }],
  });
  expect(house.ledger.credentialRows.get('anna')?.hash).toMatch(/^\$scrypt\$ln=15/);
  expect(house.control.refresh(anna)).toBeNull();
  expect(house.control.refresh(ben)).not.toBeNull();
  expect(JSON.stringify(house.ledger.versions)).not.toContain('another one');
  await house.ask(null, 'sign-in', { user: 'anna', password: 'another one' });
});

test('who has left the office is out, and a new role holds at once', async () => {
  const house = await House.open();
  const ben = house.caller('ben');
  const sue = house.caller('sue');
  const yaml = officeText
    .replace(/.*id: ben.*\n/, '')
    .replaceAll('anna, ben', 'anna')
    .replace('[ben]', '[]')
    .replace('role: supervisor', 'role: agent');
  await house.ask('dave', 'apply-office', { yaml });
  expect(house.control.refresh(ben)).toBeNull();
  expect(house.ledger.credentialRows.has('ben')).toBe(false);
  expect(house.control.refresh(sue)?.role).toBe('agent');
});

test('what the board refuses leaves all as it was', async () => {
  const house = await House.open();
  await house.callIn('c1', '701');
  const yaml = officeText
    .replace(/.*id: sales.*\n/, '')
    .replace(/.*queue: sales.*\n/, '')
    .replace('name: Anna,', 'name: Anna, password: another one,');
  await expect(house.ask('dave', 'apply-office', { yaml })).rejects.toMatchObject({ code: 'queue-in-use' });
  expect(house.ledger.versions).toHaveLength(1);
  expect(house.control.office.document?.queues).toHaveLength(2);
  await house.ask(null, 'sign-in', { user: 'anna', password });
});

test('what cannot be stored is taken back', async () => {
  const house = await House.open();
  house.ledger.failing = 'versions';
  await expect(house.ask('dave', 'apply-office', { yaml: withMusic })).rejects.toMatchObject({
    code: 'ledger-full',
  });
  expect(house.exchange.state.queues.get('sales' as never)?.music).toBe('default');
  expect(house.control.office.document?.queues[1]?.music).toBe('default');
});

test('the last admin cannot be taken away', async () => {
  const house = await House.open();
  const yaml = officeText.replace('role: admin', 'role: agent');
  await expect(house.ask('dave', 'apply-office', { yaml })).rejects.toMatchObject({ code: 'admin-missing' });
  // A new one must be able to sign in.
  const other = yaml
    .replace('members: [ben] }', 'members: [ben] }')
    .replace('role: supervisor', 'role: admin, password: long enough');
  await house.ask('dave', 'apply-office', { yaml: other });
});

test('an Asterisk that is away is a warning, not a failure', async () => {
  const house = await House.open(() => Promise.reject(new Error('no line')));
  expect(await house.ask('dave', 'apply-office', { yaml: withMusic })).toMatchObject({
    warnings: ['phones and trunks have not reached Asterisk yet: no line'],
  });
});

test('two at once come one after the other', async () => {
  const house = await House.open();
  const [first, second] = await Promise.all([
    house.ask('dave', 'apply-office', { yaml: withMusic }),
    house.ask('dave', 'apply-office', { yaml: officeText }),
  ]);
  expect([first['version'], second['version']]).toEqual([2, 3]);
  expect(second['changes']).toEqual([{ sign: '~', text: 'queue sales: music jazz → default' }]);
});

test('at the start the stored office comes into force and is told to Asterisk', async () => {
  const told: OfficeDocument[] = [];
  const house = await House.open((document) => void told.push(document));
  const { exchange } = house;
  await exchange.applyOffice({ ...exchange.state.office, numbers: [] });
  const { lastSeq } = exchange;
  await house.control.office.start();
  expect(exchange.state.office.numbers).toHaveLength(2);
  expect(exchange.lastSeq).toBe(lastSeq + 1);
  await house.control.office.start();
  expect(exchange.lastSeq).toBe(lastSeq + 1);
  expect(told).toHaveLength(3);
});
