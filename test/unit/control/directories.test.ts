import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DirectoryTimetable } from '../../../src/control/directory-timetable.ts';
import { officeFrom } from '../../../src/office/read.ts';
import { DirectoryStage, head, office, staff } from './directory-stage.ts';

let stage: DirectoryStage;
beforeEach(async () => {
  stage = await DirectoryStage.open();
});
afterEach(() => stage.close());

test('a directory is read when its office comes into force, then by its timetable', async () => {
  stage.directories.apply(office);
  await stage.directories.sync('staff');
  expect(stage.names()).toEqual(['Ada', 'Alan']);
  expect(stage.store.replaced).toBe(1);

  await stage.put('name,phone\nAda,0160000001\nAlbert,0160000003\n');
  stage.clock.advance(10 * 60_000);
  await vi.waitFor(() => expect(stage.names()).toEqual(['Ada', 'Albert']));
  stage.clock.advance(10 * 60_000);
  // What is as it was is not written again, but known to be so.
  await vi.waitFor(() => expect(stage.directories.list(null)[0]?.syncedAt).toBe(stage.clock.now()));
  expect(stage.store.replaced).toBe(2);
});

test('an office that changes nothing of a directory does not read it again', async () => {
  stage.directories.apply(office);
  await stage.directories.sync('staff');
  await stage.put('name,phone\nAmy,1\n');
  stage.directories.apply(officeFrom(`${head}directories:\n${staff.replace('10m', '20m, users: [anna]')}`));
  expect(stage.names()).toEqual([]);
  expect(stage.names('anna')).toEqual(['Ada', 'Alan']);
  stage.directories.apply(
    officeFrom(`${head}directories:\n${staff.replace('csv,', 'csv, columns: { name: name },')}`),
  );
  await vi.waitFor(() => expect(stage.names()).toEqual(['Amy']));
});

test('a source that is gone, empty or broken leaves what there is, and says why', async () => {
  stage.directories.apply(office);
  await stage.directories.sync('staff');
  for (const [text, code] of [
    ['name,phone\n,1\n', 'directory-empty'],
    ['nothing', 'directory-unreadable'],
    [null, 'directory-unreadable'],
  ] as const) {
    if (text === null) await stage.remove();
    else await stage.put(text);
    await expect(stage.directories.sync('staff')).rejects.toMatchObject({ code });
    expect(stage.names()).toEqual(['Ada', 'Alan']);
    expect(stage.directories.list(null)).toMatchObject([
      { problem: expect.any(String), failedAt: stage.clock.now() },
    ]);
  }
  await stage.put('name,phone\n,1\nAmy,1\n');
  // A new office tries again what has failed.
  stage.directories.apply(office);
  await vi.waitFor(() => expect(stage.names()).toEqual(['Amy']));
  expect(stage.directories.list(null)).toMatchObject([
    {
      problem: null,
      failedAt: null,
      rejectedCount: 1,
      rejected: [{ where: 'line 2', reason: 'has no name' }],
    },
  ]);
});

test('what cannot be stored is not searched: after a restart it would be gone', async () => {
  stage.directories.apply(office);
  await stage.directories.sync('staff');
  await stage.put('name,phone\nAmy,1\n');
  stage.store.isFull = true;
  await expect(stage.directories.sync('staff')).rejects.toMatchObject({ code: 'ledger-full' });
  expect(stage.names()).toEqual(['Ada', 'Alan']);
});

test('a restart has what was known; what the office and its users have no more is forgotten', async () => {
  stage.directories.apply(office);
  await stage.directories.sync('staff');
  await stage.ask('anna', 'update-user-directory', {
    directory: 'mine',
    parties: [{ name: 'Aunt', number: '1' }],
  });
  await stage.restart();
  await stage.remove();
  stage.directories.apply(office);
  expect(stage.names('anna')).toEqual(['Ada', 'Alan', 'Aunt']);
  expect(stage.names('ben')).toEqual(['Ada', 'Alan']);
  stage.directories.apply(officeFrom('office: Paris\nagents: [{ id: ben, name: Ben }]\n'));
  expect(stage.names('anna')).toEqual([]);
  expect(stage.store.rows.size).toBe(0);
  expect(stage.clock.armed).toBe(0);
  await expect(stage.directories.sync('staff')).rejects.toMatchObject({ code: 'directory-unknown' });
});

test('who asks while it is read waits for that reading', async () => {
  stage.directories.apply(office);
  const answers = await Promise.all([stage.directories.sync('staff'), stage.directories.sync('staff')]);
  expect(answers.map(({ count }) => count)).toEqual([2, 2]);
  expect(stage.store.replaced).toBe(1);
});

test('a directory that becomes another while it is read is the other one', async () => {
  await stage.put('name,phone\nAmy,1\n', 'other.csv');
  stage.directories.apply(office);
  const first = stage.directories.sync('staff').catch((error: unknown) => error);
  stage.directories.apply(officeFrom(`${head}directories:\n${staff.replace('staff.csv', 'other.csv')}`));
  await stage.directories.sync('staff');
  expect(await first).toMatchObject({ code: 'directory-changed' });
  expect(stage.names()).toEqual(['Amy']);
});

test('a directory that goes while it is read does not come back', async () => {
  stage.directories.apply(office);
  const asked = stage.directories.sync('staff').catch((error: unknown) => error);
  stage.directories.apply(officeFrom(head));
  expect(await asked).toMatchObject({ code: 'directory-unknown' });
  expect(stage.store.rows.size).toBe(0);
});

test('cron lines are in the time zone of the office, and end', async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21, 2, 59, 30) });
  try {
    const due: string[] = [];
    const timetable = new DirectoryTimetable(stage.clock, (id) => due.push(id));
    const plans = [{ id: 'nightly', refresh: '0 4 * * *' }, { id: 'once' }];
    timetable.set(plans, 'Europe/Berlin');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(due).toEqual(['nightly']);
    await timetable.stop();
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(due).toEqual(['nightly']);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
