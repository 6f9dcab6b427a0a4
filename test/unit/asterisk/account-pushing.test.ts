import { expect, test } from 'vitest';
import { AccountPushing } from '../../../src/asterisk/account-pushing.ts';
import type { Accounts } from '../../../src/asterisk/accounts.ts';
import { AriError } from '../../../src/asterisk/ari/errors.ts';
import type { AriPort } from '../../../src/asterisk/ari/port.ts';
import { createLogger } from '../../../src/base/log.ts';

interface Params {
  readonly objectType: string;
  readonly id: string;
  readonly fields: { attribute: string; value: string }[];
}

/** Asterisk's objects, by type and id, and what was asked. */
class FakeObjects {
  readonly objects = new Map<string, Params['fields']>();
  asked: string[] = [];
  fails: (what: string) => AriError | null = () => null;

  get port(): AriPort {
    const request = async (operation: string, { objectType, id, fields }: Params): Promise<unknown> => {
      const name = `${objectType} ${id}`;
      const what = `${operation.slice('asterisk.'.length, -'Object'.length)} ${name}`;
      this.asked.push(what);
      const failure = this.fails(what);
      if (failure !== null) throw failure;
      const found = this.objects.get(name);
      if (operation === 'asterisk.updateObject') this.objects.set(name, fields);
      else if (found === undefined) throw new AriError('not-found', `no ${name}`);
      else if (operation === 'asterisk.deleteObject') this.objects.delete(name);
      return found;
    };
    return { request } as unknown as AriPort;
  }

  get names(): string[] {
    return [...this.objects.keys()].toSorted((a, b) => a.localeCompare(b));
  }
}

const log = createLogger('silent');
const phone = (id: string) => ({ id, secret: `secret-of-${id}`, callerId: { name: '', number: id } });
const trunk = (id: string) => ({ id, host: '192.0.2.1', port: 5060, match: ['192.0.2.1'] });
const office = (...phones: string[]): Accounts => ({ phones: phones.map(phone), trunks: [] });
const waits = ['there is no line to Asterisk now: phones and trunks reach it when the line is up'];

test('without a line it says so, and pushes when there is one', async () => {
  const asterisk = new FakeObjects();
  const pushing = new AccountPushing({ former: [], log });
  expect(await pushing.want({ ...office('1001'), trunks: [trunk('world')] })).toEqual(waits);
  await pushing.connect(asterisk.port);
  expect(asterisk.names).toEqual([
    'aor 1001',
    'aor world',
    'auth 1001',
    'endpoint 1001',
    'endpoint world',
    'identify world',
  ]);
});

test('what was pushed by a former process is removed; what was long gone costs one look', async () => {
  const asterisk = new FakeObjects();
  const first = new AccountPushing({ former: [], log });
  await first.want({ ...office('1001', '1002'), trunks: [trunk('world')] });
  await first.connect(asterisk.port);
  asterisk.objects.set('endpoint of-somebody-else', []);

  const former = [office('1000'), { ...office('1001', '1002'), trunks: [trunk('world')] }];
  const second = new AccountPushing({ former, log });
  await second.want(office('1001'));
  asterisk.asked = [];
  await second.connect(asterisk.port);
  expect(asterisk.names).toEqual(['aor 1001', 'auth 1001', 'endpoint 1001', 'endpoint of-somebody-else']);
  // Nobody can register or call in from the first removal on.
  expect(asterisk.asked.slice(3)).toEqual([
    'get aor 1000',
    'get aor 1002',
    'delete endpoint 1002',
    'delete auth 1002',
    'delete aor 1002',
    'get aor world',
    'delete identify world',
    'delete endpoint world',
    'delete aor world',
  ]);
});

test('a phone that is removed while the line is down is removed when it is up', async () => {
  const asterisk = new FakeObjects();
  const pushing = new AccountPushing({ former: [], log });
  await pushing.connect(asterisk.port);
  expect(await pushing.want(office('1001', '1002'))).toEqual([]);
  pushing.disconnect();
  expect(await pushing.want(office('1001'))).toEqual(waits);
  expect(await pushing.want(office('1001', '1003'))).toEqual(waits);
  await pushing.connect(asterisk.port);
  expect(asterisk.names.filter((name) => name.startsWith('endpoint'))).toEqual([
    'endpoint 1001',
    'endpoint 1003',
  ]);
});

test('a removal that broke off is taken up again', async () => {
  const asterisk = new FakeObjects();
  const pushing = new AccountPushing({ former: [], log });
  await pushing.connect(asterisk.port);
  await pushing.want(office('1001'));
  asterisk.fails = (what) =>
    what === 'delete auth 1001' ? new AriError('line-down', 'the line is down') : null;
  expect(await pushing.want(office())).toEqual(waits);
  expect(asterisk.names).toEqual(['aor 1001', 'auth 1001']);
  asterisk.fails = () => null;
  await pushing.connect(asterisk.port);
  expect(asterisk.names).toEqual([]);
});

test('a line that goes down is asked no more', async () => {
  const asterisk = new FakeObjects();
  const pushing = new AccountPushing({ former: [], log });
  await pushing.connect(asterisk.port);
  asterisk.fails = () => new AriError('line-down', 'the line is down');
  expect(await pushing.want(office('1001', '1002', '1003'))).toEqual(waits);
  expect(asterisk.asked).toEqual(['get aor 1001']);
});

test('what Asterisk refuses is named, and the others are there all the same', async () => {
  const asterisk = new FakeObjects();
  const pushing = new AccountPushing({ former: [], log });
  await pushing.connect(asterisk.port);
  asterisk.fails = (what) => (what === 'update auth 1001' ? new AriError('bad-request', 'not so') : null);
  await expect(pushing.want(office('1001', '1002'))).rejects.toMatchObject({
    code: 'accounts-not-pushed',
    message: 'auth 1001: not so',
  });
  expect(asterisk.names).toContain('endpoint 1002');
});

test('a trunk that becomes a phone is not known by its address any more', async () => {
  const asterisk = new FakeObjects();
  const pushing = new AccountPushing({ former: [], log });
  await pushing.connect(asterisk.port);
  await pushing.want({ phones: [], trunks: [trunk('world')] });
  await pushing.want(office('world'));
  expect(asterisk.names).toEqual(['aor world', 'auth world', 'endpoint world']);
});

test('an Asterisk that does not answer is not asked once more for every account: callers wait for the line', async () => {
  const asterisk = new FakeObjects();
  asterisk.fails = () => new AriError('timeout', 'no answer within 5 s');
  const pushing = new AccountPushing({ former: [], log });
  await pushing.want(office('1001', '1002', '1003'));
  await pushing.connect(asterisk.port);
  expect(asterisk.asked).toHaveLength(1);
  await expect(pushing.want(office('1001'))).rejects.toThrow('does not answer');
});
