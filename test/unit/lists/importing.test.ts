import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import type { CampaignId, ListId } from '../../../src/board/ids.ts';
import type { ImportFormat } from '../../../src/lists/format.ts';
import { Importing, type ImportOrder, type ImportStatus } from '../../../src/lists/importing.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';

const log = pino({ level: 'silent' });
const csv: ImportFormat = { kind: 'csv', columns: {} };

class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), 'cordboard-lists-'));
  ledger = this.#open();
  importing = this.#start();

  constructor() {
    onTestFinished(async () => {
      await this.importing.stop();
      this.ledger.close();
      rmSync(this.folder, { recursive: true });
    });
  }

  get uploads(): string {
    return join(this.folder, 'lists');
  }

  async import(content: string | Buffer, more: Partial<ImportOrder> = {}): Promise<ImportStatus> {
    await this.importing.start();
    const file = this.importing.newFile();
    writeFileSync(file, content);
    const { list } = await this.importing.add({
      campaign: 'spring' as CampaignId,
      name: `list ${Math.random()}`,
      file,
      format: csv,
      duplicates: 'campaign',
      timeZone: null,
      priority: 5_000,
      dueAt: null,
      by: 'eva',
      ...more,
    });
    return this.importing.outcome(list);
  }

  contacts(list: ListId) {
    return this.ledger.contacts.find({ list, limit: 1_000 });
  }

  rejects(list: ListId): string[] {
    return readFileSync(this.importing.rejectsFile(list), 'utf8').trim().split('\r\n').slice(1);
  }

  /** As after a kill -9: the file is all that is left. */
  async restart(): Promise<void> {
    await this.importing.stop();
    this.ledger.close();
    this.ledger = this.#open();
    this.importing = this.#start();
    await this.importing.start();
  }

  #open(): Ledger {
    return Ledger.open({ file: join(this.folder, 'test.db'), log });
  }

  #start(): Importing {
    return new Importing({
      store: this.ledger.lists,
      folder: this.uploads,
      numbering: () => ({ country: 'DE', strict: false, timeZone: 'Europe/Berlin' }),
      agents: () => ['anna'],
      clock: systemClock,
      log,
      onDone: () => {},
    });
  }
}

describe('an upload', () => {
  it('brings contacts with their numbers, fields and data', async () => {
    const stage = new Stage();
    const status = await stage.import(
      'Name;Phone;Phone 2;Priority;Agent;Region;City\r\n' +
        '"Müller, ""Max""";030 901820;0171 2345678;7;anna;BE;Berlin\r\n' +
        'Eva;+12127365000;;;;;New York\r\n',
    );
    expect(status).toMatchObject({ state: 'done', rows: 2, accepted: 2, rejected: 0 });
    const [first, second] = stage.contacts(status.list);
    expect(first).toMatchObject({
      name: 'Müller, "Max"',
      priority: 7,
      agent: 'anna',
      state: 'open',
      data: { City: 'Berlin' },
      numbers: [
        { number: '+4930901820', zones: ['Europe/Berlin'], region: 'BE' },
        { number: '+491712345678', region: 'BE' },
      ],
    });
    expect(second).toMatchObject({
      priority: 5_000,
      agent: null,
      numbers: [{ zones: ['America/New_York'] }],
    });
    expect(stage.ledger.contacts.find({ number: '+491712345678', limit: 5 }).map(({ id }) => id)).toEqual([
      first?.id,
    ]);
    expect(readdirSync(stage.uploads)).toEqual([]);
  });

  it('turns rows down by line, column and rule, and takes the others', async () => {
    const stage = new Stage();
    const status = await stage.import(
      'name,phone,priority,agent,timezone,due\n' +
        'a,12,,,,\nb,030 901820,0,,,\nc,030 901821,,nobody,,\nd,030 901822,,,Mars/Base,\ne,030 901823,,,,soon\n' +
        'f,,,,,\n"g\nh",030 901824,,,,\ni,030 901824,,,,\nj,1,2,3,4,5,6\n',
    );
    expect(status).toMatchObject({ state: 'done', rows: 9, accepted: 1, rejected: 8 });
    expect(stage.rejects(status.list).map((line) => line.split(',').slice(0, 3).join(','))).toEqual([
      '2,phone,not-a-number',
      '3,priority,not-a-priority',
      '4,agent,agent-unknown',
      '5,timeZone,not-a-time-zone',
      '6,dueAt,not-a-time',
      '7,,no-number',
      '10,,duplicate',
      '11,,too-many-fields',
    ]);
  });

  it.each([
    ['none', 2],
    ['list', 2],
    ['campaign', 1],
    ['open-only', 1],
    ['all', 1],
  ] as const)(
    'takes a number that another list of the campaign has, as the scope %s says',
    async (duplicates, accepted) => {
      const stage = new Stage();
      await stage.import('phone\n030 901820\n');
      const status = await stage.import('phone\n030 901820\n030 901821\n', { duplicates });
      expect(status.accepted).toBe(accepted);
    },
  );

  it.each([
    ['campaign', 2],
    ['open-only', 2],
    ['all', 1],
  ] as const)('takes a number of another campaign, as the scope %s says', async (duplicates, accepted) => {
    const stage = new Stage();
    await stage.import('phone\n030 901820\n', { campaign: 'autumn' as CampaignId });
    const status = await stage.import('phone\n030 901820\n030 901821\n', { duplicates });
    expect(status.accepted).toBe(accepted);
  });

  it('takes a number whose contact is finished where only open ones count', async () => {
    const stage = new Stage();
    const { list } = await stage.import('phone\n030 901820\n');
    const [contact] = stage.contacts(list);
    if (contact === undefined) throw new Error('no contact');
    stage.ledger.contacts.change(contact.id, { state: 'finished' }, 1);
    expect((await stage.import('phone\n030 901820\n', { duplicates: 'campaign' })).accepted).toBe(0);
    expect((await stage.import('phone\n030 901820\n', { duplicates: 'open-only' })).accepted).toBe(1);
  });

  it('leaves out who is on the do-not-call list by all of his numbers', async () => {
    const stage = new Stage();
    const entry = { campaign: null, source: 'test', addedBy: null, addedAt: 0, note: '' };
    stage.ledger.doNotCall.putAll([
      { ...entry, pattern: '+4930*', expiresAt: null },
      { ...entry, pattern: '+4940123456', expiresAt: 1 },
    ]);
    const status = await stage.import('phone,phone 2\n030 901820,\n030 901821,040 901820\n040 123456,\n');
    expect(status).toMatchObject({ accepted: 2, rejected: 1 });
    expect(stage.rejects(status.list)[0]).toMatch(/^2,,do-not-call,\+4930901820/);
  });

  it.each([
    ['windows-1252', Buffer.from('name;phone\nM\xfcller;030 901820\n', 'latin1')],
    [
      'utf-16le',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name;phone\nMüller;030 901820\n', 'utf16le')]),
    ],
    ['utf-8 with a mark', Buffer.from('\ufeffname;phone\nMüller;030 901820\n')],
  ])('is read in %s', async (_encoding, content) => {
    const stage = new Stage();
    const { list } = await stage.import(content);
    expect(stage.contacts(list)).toMatchObject([{ name: 'Müller', numbers: [{ number: '+4930901820' }] }]);
  });

  it('has columns as its mapping names them', async () => {
    const stage = new Stage();
    const columns = { numbers: ['a', 'b'], fields: { name: 'c' } };
    const { list } = await stage.import('c\tb\ta\n1\t030 901821\t030 901820\n', {
      format: { kind: 'csv', columns },
    });
    expect(stage.contacts(list)).toMatchObject([
      { name: '1', numbers: [{ number: '+4930901820' }, { number: '+4930901821' }] },
    ]);
  });

  it("is read in uContact's format", async () => {
    const stage = new Stage();
    const format: ImportFormat = {
      kind: 'ucontact',
      campaignNames: ['Spring<-'],
      agentsByPhone: { '1001': 'anna' },
    };
    const status = await stage.import(
      'Spring<-;030901820;name=Max:city=Berlin;030901821:030901822;2;1001\nOther;030901823\nSpring<-;030901824\n',
      { format },
    );
    expect(status).toMatchObject({ accepted: 2, rejected: 1 });
    expect(stage.contacts(status.list)).toMatchObject([
      { name: 'Max', data: { city: 'Berlin' }, priority: 2, agent: 'anna', numbers: [{}, {}, {}] },
      { priority: 5_000, agent: null, numbers: [{ number: '+4930901824' }] },
    ]);
  });

  it.each([
    ['without titles of numbers', 'a,b\n1,2\n', 'columns-wrong'],
    ['that is empty', '', 'columns-wrong'],
    ['with a quote that is never closed', 'phone\n030 901820\n"030 901821\n', 'csv-broken'],
  ])('%s fails, and nothing of it is there', async (_what, content, code) => {
    const stage = new Stage();
    const status = await stage.import(content);
    expect(status).toMatchObject({ state: 'failed', error: { code } });
    await stage.importing.deleted();
    expect(stage.ledger.lists.all()).toEqual([]);
    expect(stage.ledger.contacts.find({ number: '+4930901820', limit: 1 })).toEqual([]);
    expect(readdirSync(stage.uploads)).toEqual([]);
  });

  it('that a crash cuts short is not there after the next start', async () => {
    const stage = new Stage();
    await stage.importing.start();
    const { lists } = stage.ledger;
    const campaign = 'spring' as CampaignId;
    const list = lists.create({
      campaign,
      name: 'x',
      priority: 1,
      timeZone: null,
      state: 'importing',
      at: 1,
      by: 'eva',
    });
    const numbers = [{ number: '+4930901820', zones: [], region: null }];
    const contact = {
      name: '',
      priority: 1,
      agent: null,
      dueAt: 0,
      kind: 'first',
      note: '',
      data: {},
      numbers,
    } as const;
    lists.addUnindexed({ list, duplicates: 'none', at: 1 }, [contact, contact]);
    writeFileSync(join(stage.uploads, 'upload-1'), 'phone\n');
    expect(stage.ledger.contacts.hasOpen(campaign)).toBe(true);
    expect(stage.contacts(list)).toEqual([]);
    await stage.restart();
    await stage.importing.deleted();
    expect(stage.ledger.lists.all()).toEqual([]);
    expect(stage.ledger.contacts.hasOpen(campaign)).toBe(false);
    expect(existsSync(join(stage.uploads, 'upload-1'))).toBe(false);
  });

  it('that is broken off in the middle is not there after the next start', async () => {
    const stage = new Stage();
    const rows = Array.from({ length: 20_000 }, (_, row) => `030 ${10_000_000 + row}`).join('\n');
    await stage.importing.start();
    const file = stage.importing.newFile();
    writeFileSync(file, `phone\n${rows}\n`);
    const order = {
      campaign: 'spring' as CampaignId,
      name: 'x',
      file,
      format: csv,
      duplicates: 'campaign',
    } as const;
    const { list } = await stage.importing.add({
      ...order,
      timeZone: null,
      priority: 1,
      dueAt: null,
      by: 'eva',
    });
    await vi.waitFor(() => expect(stage.importing.status(list)?.accepted).toBeGreaterThan(500));
    await stage.importing.stop();
    expect((await stage.importing.outcome(list)).state).toBe('failed');
    expect(stage.ledger.lists.counts(list).open).toBeGreaterThan(500);
    expect(stage.contacts(list)).toEqual([]);
    await stage.restart();
    await stage.importing.deleted();
    expect(stage.ledger.lists.all()).toEqual([]);
    expect(readdirSync(stage.uploads)).toEqual([]);
    expect((await stage.import('phone\n030 10000000\n', { name: 'x' })).accepted).toBe(1);
  });

  it('is deleted as a whole, its name is free at once', async () => {
    const stage = new Stage();
    const { list } = await stage.import('phone\n030 901820\n12\n', { name: 'x' });
    stage.importing.delete(list);
    expect((await stage.import('phone\n030 901820\n', { name: 'x' })).accepted).toBe(1);
    await stage.importing.deleted();
    expect(stage.ledger.lists.get(list)).toBeUndefined();
    expect(existsSync(stage.importing.rejectsFile(list))).toBe(false);
    expect(stage.ledger.contacts.find({ number: '+4930901820', limit: 5 })).toHaveLength(1);
  });
});
