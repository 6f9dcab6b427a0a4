import { afterEach, beforeEach, expect, test } from 'vitest';
import { officeFrom } from '../../../src/office/read.ts';
import { DirectoryStage, head, office, staff } from './directory-stage.ts';

let stage: DirectoryStage;
beforeEach(async () => {
  stage = await DirectoryStage.open();
});
afterEach(() => stage.close());

test('a user has directories of his own, each replaced as a whole', async () => {
  stage.directories.apply(office);
  const parties = [
    { number: '0160121314', name: 'Bob Blake', numberType: 'work', company: 'TheCompany' },
    { number: '0160121315', name: 'Bob Blake', numberType: 'ip', company: 'TheCompany' },
    { number: '', name: 'Nobody' },
  ];
  expect(await stage.ask('anna', 'update-user-directory', { directory: 'outlook', parties })).toEqual({
    count: 2,
    rejectedCount: 1,
    rejected: [{ where: 'party 3', reason: 'has no number' }],
  });
  await stage.ask('anna', 'update-user-directory', {
    directory: 'other',
    parties: [{ number: '1', name: 'Bobby' }],
  });
  const found = await stage.ask('anna', 'search-name', { name: 'bob' });
  expect(found).toMatchObject({ parties: [{ name: 'Bob Blake' }, { name: 'Bob Blake' }, { name: 'Bobby' }] });
  expect(await stage.ask('anna', 'search-number', { number: '0033 160 12 13 14' })).toEqual({
    parties: [
      {
        number: '+33160121314',
        givenNumber: '0160121314',
        name: 'Bob Blake',
        numberType: 'work',
        company: 'TheCompany',
      },
    ],
  });
  expect(await stage.ask('ben', 'search-name', { name: 'bob' })).toEqual({ parties: [] });
  await stage.ask('anna', 'update-user-directory', { directory: 'outlook', parties: parties.slice(1, 2) });
  await stage.ask('anna', 'update-user-directory', { directory: 'other', parties: [] });
  expect(stage.directories.list('anna').filter(({ kind }) => kind === 'user')).toMatchObject([
    { owner: 'anna', name: 'outlook', users: ['anna'], count: 1 },
  ]);
});

test('a user has not endless directories', async () => {
  stage.directories.apply(office);
  const parties = [{ number: '1', name: 'A' }];
  for (let n = 1; n <= 20; n += 1) {
    await stage.ask('anna', 'update-user-directory', { directory: `d${n}`, parties });
  }
  await stage.ask('anna', 'update-user-directory', { directory: 'd20', parties });
  await expect(
    stage.ask('anna', 'update-user-directory', { directory: 'd21', parties }),
  ).rejects.toMatchObject({
    code: 'too-many-directories',
  });
});

test('agents act for themselves, supervisors for all', async () => {
  stage.directories.apply(office);
  const parties = [{ number: '1', name: 'Aunt' }];
  await expect(
    stage.ask('anna', 'update-user-directory', { user: 'ben', directory: 'x', parties }),
  ).rejects.toMatchObject({ code: 'not-permitted' });
  await expect(stage.ask('anna', 'search-name', { user: 'ben', name: 'a' })).rejects.toMatchObject({
    code: 'not-permitted',
  });
  await expect(stage.ask('anna', 'update-directory', { directory: 'staff' })).rejects.toMatchObject({
    code: 'not-permitted',
  });
  await stage.ask('sue', 'update-user-directory', { user: 'ben', directory: 'x', parties });
  expect(await stage.ask('sue', 'search-name', { user: 'ben', name: 'aunt' })).toMatchObject({ parties });
  expect(await stage.ask('sue', 'update-directory', { directory: 'staff' })).toMatchObject({
    directory: 'staff',
    owner: null,
    kind: 'csv',
    users: null,
    count: 2,
    problem: null,
  });
  await expect(
    stage.ask('sue', 'update-user-directory', { user: 'nobody', directory: 'x', parties }),
  ).rejects.toMatchObject({ code: 'user-unknown' });
});

test('the list has what one sees; why a source failed is for supervisors', async () => {
  const two = `${staff}  - { id: board, kind: vcard, file: none.vcf, users: [ben] }\n`;
  stage.directories.apply(officeFrom(`${head}directories:\n${two}`));
  await expect(stage.directories.sync('board')).rejects.toMatchObject({ code: 'directory-unreadable' });
  await stage.directories.sync('staff');
  const listed = async (user: string) => {
    const { directories: all } = await stage.ask(user, 'directories');
    return (all as { directory: string; problem: string | null }[]).map((one) => [
      one.directory,
      one.problem !== null,
    ]);
  };
  expect(await listed('anna')).toEqual([['staff', false]]);
  expect(await listed('ben')).toEqual([
    ['staff', false],
    ['board', false],
  ]);
  expect(await listed('sue')).toEqual([
    ['staff', false],
    ['board', true],
  ]);
});
