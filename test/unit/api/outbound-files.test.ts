import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startApi } from '../../../src/api/server.ts';
import { Board } from '../../../src/board/board.ts';
import type { ListId } from '../../../src/board/ids.ts';
import { stateFrom } from '../../../src/board/live.ts';
import { createControl } from '../../../src/control/control.ts';
import { Directories } from '../../../src/control/directories.ts';
import { Exchange } from '../../../src/control/exchange.ts';
import { Outbound } from '../../../src/control/outbound/outbound.ts';
import { SignInLimit } from '../../../src/control/sign-in-limit.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { hashPassword } from '../../../src/office/passwords.ts';
import { FakeClock } from '../control/fake-clock.ts';
import { officeText, password } from '../control/house.ts';
import { MemoryDirectories } from '../control/memory-directories.ts';

const log = pino({ level: 'silent' });
const hash = await hashPassword(password, { ln: 4, r: 1, p: 1 });
const text = `${officeText}
timeZone: Europe/Berlin
trunks:
  - { id: main, host: 192.0.2.1, match: [192.0.2.1] }
callingRules:
  - { id: always, source: nobody, windows: [{ days: mon-sun, hours: [0:00-24:00] }] }
campaigns:
  - { id: spring, name: Spring, queue: support, trunks: [main], rules: [always], callerIds: { numbers: [+493010] } }
`;

type Answer = Record<string, unknown>;

/** A house with a real ledger, its door open. */
class Door {
  readonly #url: string;
  readonly #token: string;
  readonly outbound: Outbound;

  private constructor(url: string, token: string, outbound: Outbound) {
    this.#url = url;
    this.#token = token;
    this.outbound = outbound;
  }

  static async open(user = 'sue'): Promise<Door> {
    const folder = mkdtempSync(join(tmpdir(), 'cordboard-files-'));
    const clock = new FakeClock();
    const ledger = Ledger.open({ file: join(folder, 'test.db'), log });
    const board = new Board(stateFrom(ledger.load()));
    board.state.doNotCall = ledger.doNotCall;
    const exchange = new Exchange({ board, store: ledger, clock, log, lastSeq: ledger.lastSeq });
    const numbering = { country: 'DE', strict: false, timeZone: 'Europe/Berlin' };
    const outbound = new Outbound({
      exchange,
      stores: ledger,
      folder: join(folder, 'lists'),
      numbering: () => numbering,
      clock,
      log,
    });
    const directories = new Directories({ store: new MemoryDirectories(), folder, clock, log });
    const control = createControl({ exchange, ledger, clock, log, version: '0', directories, outbound });
    await control.office.apply(text, 'test');
    ledger.credentials.put(user, hash, clock.now());
    await outbound.start();
    const signInLimit = new SignInLimit();
    const api = await startApi({
      control,
      host: '127.0.0.1',
      port: 0,
      signInLimit,
      log,
      clock,
      version: '0',
    });
    onTestFinished(async () => {
      await api.close();
      signInLimit.close();
      await outbound.stop();
      exchange.close();
      ledger.close();
      rmSync(folder, { recursive: true });
    });
    const body = JSON.stringify({ user, password, seat: false });
    const signedIn = await fetch(`${api.url}/api/v1/sign-in`, { method: 'POST', body });
    const { token } = (await signedIn.json()) as { token: string };
    return new Door(api.url, token, outbound);
  }

  async get(path: string): Promise<Answer> {
    return (await (await this.fetch(path)).json()) as Answer;
  }

  async text(path: string): Promise<string> {
    return (await this.fetch(path)).text();
  }

  async post(path: string, body: unknown): Promise<Answer> {
    const content = typeof body === 'string' ? body : JSON.stringify(body);
    return (await (await this.fetch(path, { method: 'POST', body: content })).json()) as Answer;
  }

  /** Resolves when the upload is over. */
  async upload(name: string, csv: string, query = ''): Promise<Answer> {
    const { list } = await this.post(`/campaigns/spring/lists/${name}/upload${query}`, csv);
    await this.outbound.lists.outcome(list as ListId);
    return this.get(`/uploads/${String(list)}`);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.#url}/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${this.#token}` },
    });
  }
}

describe('a list', () => {
  it('is uploaded as a file, and given back with what has become of it', async () => {
    const door = await Door.open();
    const status = await door.upload(
      'May',
      'name,phone,city\nMax,030 901820,Berlin\nEva,12,\n=Bob,030 901821,\n',
    );
    expect(status).toMatchObject({ state: 'done', accepted: 2, rejected: 1, rows: 3, error: null });
    const id = String(status['list']);
    expect(await door.get(`/lists/${id}`)).toMatchObject({
      name: 'May',
      isActive: true,
      rejected: 1,
      createdBy: 'sue',
      contacts: { open: 2, held: 0, finished: 0, removed: 0 },
    });
    expect(await door.text(`/lists/${id}/rejects.csv`)).toBe(
      'line,column,rule,value,detail\r\n3,phone,not-a-number,12,is not a telephone number\r\n',
    );
    const [titles, max, bob] = (await door.text(`/lists/${id}/contacts.csv`)).split('\r\n');
    expect(titles).toMatch(/^contact,list,name,state,result/);
    expect(max).toContain('May,Max,open,,no,0,5000');
    expect(max).toContain('+4930901820,open,"{""city"":""Berlin""}"');
    // A spreadsheet must not take it for a formula.
    expect(bob).toContain("'=Bob");
    expect(await door.text('/campaigns/spring/attempts.csv')).toMatch(/^call,campaign,contact,number.*\r\n$/);
  });

  it('says with its columns, zone, priority and scope what the file does not', async () => {
    const door = await Door.open();
    const columns = encodeURIComponent(JSON.stringify({ numbers: ['x'], fields: { name: 'y' } }));
    const query = `?columns=${columns}&timeZone=Asia/Tokyo&priority=7&duplicates=all&callerId=%2B4930777`;
    const { list } = await door.upload('a', 'x,y\n030 901820,Max\n', query);
    expect(await door.get(`/lists/${String(list)}`)).toMatchObject({ callerId: '+4930777' });
    expect(await door.get('/contacts?number=030901820')).toMatchObject({
      contacts: [{ name: 'Max', priority: 7, numbers: [{ zones: ['Asia/Tokyo'] }] }],
    });
    expect(await door.upload('b', 'x,y\n030 901820,Max\n', query)).toMatchObject({
      accepted: 0,
      rejected: 1,
    });
  });

  it.each([
    ['/campaigns/winter/lists/a/upload', 'campaign-unknown'],
    ['/campaigns/spring/lists/a/upload?duplicates=maybe', 'input-wrong'],
    ['/campaigns/spring/lists/a/upload?timeZone=Mars/Base', 'input-wrong'],
    ['/campaigns/spring/lists/a/upload?priority=0', 'input-wrong'],
    ['/campaigns/spring/lists/a/upload?callerId=us', 'input-wrong'],
    ['/campaigns/spring/lists/a/upload?columns=nothing', 'input-wrong'],
    ['/campaigns/spring/lists/taken/upload', 'list-exists'],
  ])('is refused at once, and leaves nothing: %s', async (path, code) => {
    const door = await Door.open();
    await door.upload('taken', 'phone\n030 901820\n');
    expect(await door.post(path, 'phone\n030 901821\n')).toMatchObject({ error: { code } });
    expect(await door.get('/lists')).toMatchObject({ lists: [{ name: 'taken' }] });
  });

  it('is switched off, placed and deleted', async () => {
    const door = await Door.open();
    const { list } = await door.upload('a', 'phone\n030 901820\n');
    const path = `/lists/${String(list)}`;
    expect(await door.post(path, { isActive: false, priority: 3 })).toMatchObject({
      isActive: false,
      priority: 3,
    });
    expect(await door.post(`${path}/delete`, {})).toEqual({ deleted: true });
    expect(await door.get(path)).toMatchObject({ error: { code: 'list-unknown' } });
    expect(await door.get('/contacts?number=030901820')).toEqual({ contacts: [] });
  });

  it('is for supervisors', async () => {
    const door = await Door.open('anna');
    for (const path of ['/lists', '/contacts', '/do-not-call', '/do-not-call.csv']) {
      expect(await door.get(path)).toMatchObject({ error: { code: 'not-permitted' } });
    }
    expect(await door.post('/campaigns/spring/lists/a/upload', 'phone\n030 901820\n')).toMatchObject({
      error: { code: 'not-permitted' },
    });
  });
});

describe('contacts', () => {
  it('are added, each with its result', async () => {
    const door = await Door.open();
    const contacts = [
      { numbers: ['030 901820', '0171 2345678'], name: 'Max' },
      { numbers: ['x'] },
      { numbers: ['030 901820'] },
    ];
    expect(await door.post('/campaigns/spring/contacts', { contacts })).toMatchObject({
      results: [
        { contact: 1, rule: null },
        { contact: null, rule: 'not-a-number' },
        { contact: null, rule: 'duplicate' },
      ],
    });
    expect(await door.get('/lists')).toMatchObject({ lists: [{ name: 'added', state: 'ready' }] });
  });

  it('are changed, put back and removed', async () => {
    const door = await Door.open();
    await door.post('/campaigns/spring/contacts', { contacts: [{ numbers: ['030 901820', '030 901821'] }] });
    expect(
      await door.post('/contacts/1', { numbers: ['030 901822', '030 901820'], priority: 9 }),
    ).toMatchObject({
      priority: 9,
      // The number that was next is so still.
      next: 1,
      numbers: [{ number: '+4930901822' }, { number: '+4930901820' }],
    });
    expect(await door.get('/contacts?number=030901821')).toEqual({ contacts: [] });
    expect(await door.post('/contacts/1/remove', {})).toMatchObject({ state: 'removed', result: 'removed' });
    expect(await door.get('/contacts?state=open')).toEqual({ contacts: [] });
    expect(await door.post('/contacts/1/reset', {})).toMatchObject({
      state: 'open',
      attempts: 0,
      result: null,
    });
    expect(await door.post('/contacts/1', { agent: 'nobody' })).toMatchObject({
      error: { code: 'agent-unknown' },
    });
    expect(await door.post('/contacts/2', { priority: 1 })).toMatchObject({
      error: { code: 'contact-unknown' },
    });
  });
});

describe('the do-not-call list', () => {
  it('is added to, asked, exported and taken from', async () => {
    const door = await Door.open();
    const numbers = ['030 901820', '+4940*'];
    expect(await door.post('/do-not-call', { numbers, source: 'letter', note: 'rang him up' })).toMatchObject(
      {
        entries: [
          { number: '+4930901820', campaign: null, source: 'letter', addedBy: 'sue' },
          { number: '+4940*' },
        ],
      },
    );
    expect(await door.get('/do-not-call?number=040901820')).toMatchObject({
      entries: [{ number: '+4940*' }],
    });
    expect(await door.text('/do-not-call.csv')).toMatch(
      /^number,.*\r\n\+4930901820,,letter,sue,.*,,rang him up\r\n/,
    );
    expect(await door.post('/do-not-call/remove', { numbers })).toEqual({ removed: 2 });
    expect(await door.get('/do-not-call')).toEqual({ entries: [] });
  });

  it('takes all of what it is given or nothing', async () => {
    const door = await Door.open();
    const numbers = ['030 901820', '04*0'];
    expect(await door.post('/do-not-call', { numbers })).toMatchObject({ error: { code: 'pattern-wrong' } });
    expect(await door.get('/do-not-call')).toEqual({ entries: [] });
  });

  it('is uploaded as a file', async () => {
    const door = await Door.open();
    const answer = await door.post(
      '/do-not-call/upload?source=register&campaign=spring',
      'phone\n030 901820\nx\n+4940*\n',
    );
    const detail = 'is not a telephone number';
    expect(answer).toEqual({
      added: 2,
      rejected: 1,
      rejects: [{ line: 3, rule: 'not-a-number', value: 'x', detail }],
    });
    expect(await door.get('/do-not-call?campaign=spring')).toMatchObject({
      entries: [{ number: '+4930901820', campaign: 'spring', source: 'register' }, { number: '+4940*' }],
    });
  });

  it('is read back as it was written, each entry with its campaign, source, end and note', async () => {
    const door = await Door.open();
    const expiresAt = Date.UTC(2030, 0, 1);
    await door.post('/do-not-call', { numbers: ['030 901820'], source: 'letter', note: '=said "no", twice' });
    await door.post('/do-not-call', { numbers: ['+4930*'], campaign: 'spring', expiresAt });
    const entries = await door.get('/do-not-call');
    const file = await door.text('/do-not-call.csv');
    await door.post('/do-not-call/remove', { numbers: ['030 901820'] });
    await door.post('/do-not-call/remove', { numbers: ['+4930*'], campaign: 'spring' });
    expect(await door.get('/do-not-call')).toEqual({ entries: [] });
    expect(await door.post('/do-not-call/upload', file)).toEqual({ added: 2, rejected: 0, rejects: [] });
    expect(await door.get('/do-not-call')).toEqual(entries);
  });

  it('is told of each line of a file which rule it breaks; the others bar', async () => {
    const door = await Door.open();
    const file = [
      'number,campaign,source,expires,note',
      '04*0,,,,',
      '030 901820,winter,,,',
      '030 901820,,,soon,',
      '030 901820,,,2020-01-01T00:00:00Z,',
      `030 901820,,${'s'.repeat(81)},,`,
      `030 901820,,,,${'n'.repeat(501)}`,
      ',spring,,,',
      '1,2,3,4,5,6',
      '030 901821,spring,,,',
    ].join('\n');
    const { added, rejects } = await door.post('/do-not-call/upload?source=register', file);
    expect(added).toBe(1);
    expect((rejects as Answer[]).map(({ line, rule }) => [line, rule])).toEqual([
      [2, 'pattern-wrong'],
      [3, 'campaign-unknown'],
      [4, 'not-a-time'],
      [5, 'expired'],
      [6, 'too-long'],
      [7, 'too-long'],
      [8, 'no-number'],
      [9, 'too-many-fields'],
    ]);
    expect(await door.get('/do-not-call')).toMatchObject({
      entries: [{ number: '+4930901821', campaign: 'spring', source: 'register' }],
    });
    expect(await door.post('/do-not-call/upload?expiresAt=1', file)).toMatchObject({
      error: { code: 'input-wrong', details: { fields: [{ field: 'expiresAt' }] } },
    });
  });
});
