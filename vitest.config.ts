import { defineConfig } from 'vitest/config';

/** They measure times, gaps in the sound and what a whole machine is left with: another one beside them would show. */
const alone = [
  'first-call',
  'kill',
  'order',
  'demo',
  'start',
  'embedded',
  'command-line',
  'asterisk-death',
  'ari-outage',
  'attended-load',
  'full-disk',
].map((name) => `test/asterisk/${name}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{unit,simulation,fuzz}/**/*.test.ts'],
          testTimeout: 30_000,
          isolate: false,
        },
      },
      {
        test: {
          name: 'asterisk',
          include: ['test/asterisk/**/*.test.ts'],
          exclude: alone,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Each file has an Asterisk of its own and mostly waits for sound in real time.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'asterisk-alone',
          include: alone,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
