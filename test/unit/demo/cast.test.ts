import { expect, test } from 'vitest';
import { officeFrom } from '../../../src/office/read.ts';
import { demoOffice } from '../../../src/office/demo.ts';
import { chooseCast, type Present } from '../../demo/cast.ts';

const office = officeFrom(demoOffice((bytes) => new Uint8Array(bytes)));
const present = (atWork: string[], phonesInUse: string[] = []): Present => ({
  atWork: new Set(atWork),
  phonesInUse: new Set(phonesInUse),
});

test('everybody who is signed out is played, every number is dialled by as many as can answer', () => {
  const { agents, targets, trunkHost } = chooseCast(office, present([]));
  expect(agents.map(({ id, phone }) => `${id} at ${phone.id}`)).toEqual([
    'anna at 1001',
    'ben at 1002',
    'carla at 1003',
    'dave at 1004',
  ]);
  expect(targets.map(({ number, queueName, weight }) => [number, queueName, weight])).toEqual([
    ['700', 'Support', 3],
    ['701', 'Sales', 2],
  ]);
  expect(trunkHost).toBe('127.0.0.2');
});

test('a human at work shares neither queue nor colleagues with the demo', () => {
  const { agents, targets } = chooseCast(office, present(['anna'], ['1001']));
  expect(agents.map(({ id }) => id)).toEqual(['dave']);
  expect(targets.map(({ number, weight }) => [number, weight])).toEqual([['701', 1]]);
});

test('a phone that is registered stays with whom it belongs to', () => {
  const { agents } = chooseCast(office, present([], ['1002']));
  expect(agents.map(({ id }) => id)).toEqual(['anna', 'carla', 'dave']);
});

test('when nobody is free, every reason is told', () => {
  const removed = {
    ...office,
    agents: office.agents.map((agent) => (agent.id === 'dave' ? { ...agent, password: undefined } : agent)),
  };
  expect(() => chooseCast(removed, present(['ben'], ['1001']))).toThrow(
    'the demo plays agents who are signed out, and there is none: anna serves support, where ben is at work; ' +
      "ben is signed in; carla serves support, where ben is at work; dave's password is not in the office file",
  );
});

test('an office without a trunk for this machine is told which one to add', () => {
  expect(() => chooseCast({ ...office, trunks: [] }, present([]))).toThrow(/add one with host 127\.0\.0\.2/);
});
