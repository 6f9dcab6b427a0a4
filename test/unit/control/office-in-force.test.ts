import { expect, test, vi } from 'vitest';
import type { OfficeDocument } from '../../../src/office/schema.ts';
import type { OfficeHook } from '../../../src/control/office-in-force.ts';
import { House, officeText, password, settled } from './house.ts';

const withMusic = officeText.replace('id: sales,', 'id: sales, music: jazz,');

/** Asterisk takes everything. */
function keeping(told: OfficeDocument[]): OfficeHook {
  return async (document) => {
    told.push(document);
    return [];
  };
}

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
  const house = await House.open(keeping(told));
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

test('an office that meets a full disk is in force when there is room again, everywhere at once', async () => {
  const told: OfficeDocument[] = [];
  const house = await House.open(keeping(told));
  const before = house.ledger.entries.length;
  house.ledger.failing = 'commits';
  const yaml = withMusic.replace('name: Anna,', 'name: Anna, password: another one,');
  let answer: object | null = null;
  const applying = house.ask('dave', 'apply-office', { yaml }).then((applied) => (answer = applied));
  await vi.waitFor(() => expect(house.exchange.storeFailure).toMatchObject({ code: 'ledger-full' }));
  expect(answer).toBeNull();
  expect(house.ledger.versions).toHaveLength(1);
  expect(told).toHaveLength(1);

  house.ledger.failing = null;
  house.clock.advance(1_000);
  await applying;
  expect(answer).toMatchObject({ version: 2, seq: before + 1, warnings: [] });
  expect(house.exchange.state.queues.get('sales' as never)?.music).toBe('jazz');
  expect(house.control.office.document?.queues[1]?.music).toBe('jazz');
  expect(told[1]?.queues[1]?.music).toBe('jazz');
  await house.ask(null, 'sign-in', { user: 'anna', password: 'another one' });
});

test('an office that meets a full disk and the end of Cordboard is not in force anywhere', async () => {
  const house = await House.open();
  const before = house.ledger.entries.length;
  house.ledger.failing = 'commits';
  const applying = house.ask('dave', 'apply-office', { yaml: withMusic });
  const refused = expect(applying).rejects.toMatchObject({ code: 'stopping' });
  await vi.waitFor(() => expect(house.exchange.storeFailure).not.toBeNull());
  await expect(house.ask('dave', 'ready', { agent: 'anna' })).rejects.toMatchObject({ code: 'ledger-full' });
  house.exchange.close();
  await refused;
  expect(house.ledger.entries).toHaveLength(before);
  expect(house.ledger.versions).toHaveLength(1);
  expect(house.control.office.document?.queues[1]?.music).toBe('default');
});

test('what cannot be stored is taken back and answered, even if that cannot be stored just now', async () => {
  const house = await House.open();
  const { officeVersions } = house.ledger;
  officeVersions.add = () => {
    house.ledger.failing = 'commits';
    throw new Error('no space is left');
  };
  await expect(house.ask('dave', 'apply-office', { yaml: withMusic })).rejects.toThrow('no space is left');
  expect(house.exchange.state.queues.get('sales' as never)?.music).toBe('default');
  await settled();
  house.ledger.failing = null;
  house.clock.advance(1_000);
  await settled();
  expect(house.ledger.entries.at(-1)?.fact).toMatchObject({
    kind: 'office.applied',
    office: { queues: [{}, { music: 'default' }] },
  });
});

test('applying the office in force again brings it to the board and to Asterisk, and makes no version', async () => {
  const told: OfficeDocument[] = [];
  const house = await House.open(keeping(told));
  const { exchange } = house;
  const { lastSeq } = exchange;
  const same = { version: 1, changes: [], warnings: [] };
  expect(await house.ask('dave', 'apply-office', { yaml: officeText })).toEqual({ ...same, seq: lastSeq });
  expect(told).toHaveLength(2);
  expect(told[1]).toEqual(told[0]);

  await exchange.applyOffice({ ...exchange.state.office, numbers: [] });
  expect(await house.ask('dave', 'apply-office', { yaml: officeText })).toEqual({
    ...same,
    seq: lastSeq + 2,
  });
  expect(exchange.state.office.numbers).toHaveLength(2);
  expect(told).toHaveLength(3);
  expect(house.ledger.versions).toHaveLength(1);
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
    warnings: ['phones and trunks have not reached Asterisk: no line; apply the office again'],
  });
});

test('what has to wait for Asterisk is told', async () => {
  const house = await House.open(async () => ['later']);
  expect(await house.ask('dave', 'apply-office', { yaml: withMusic })).toMatchObject({ warnings: ['later'] });
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
  const house = await House.open(keeping(told));
  const { exchange } = house;
  await exchange.applyOffice({ ...exchange.state.office, numbers: [] });
  const { lastSeq } = exchange;
  await house.control.office.start();
  await settled();
  expect(exchange.state.office.numbers).toHaveLength(2);
  expect(exchange.lastSeq).toBe(lastSeq + 1);
  await house.control.office.start();
  expect(exchange.lastSeq).toBe(lastSeq + 1);
  expect(told).toHaveLength(3);
});

test('a start is not kept up by a full disk', async () => {
  const house = await House.open();
  const { exchange } = house;
  await exchange.applyOffice({ ...exchange.state.office, numbers: [] });
  house.ledger.failing = 'commits';
  await house.control.office.start();
  expect(exchange.state.office.numbers).toHaveLength(2);
});
