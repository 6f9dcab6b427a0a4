import { parseArgs } from 'node:util';
import { CordboardError } from '../../src/base/errors.ts';
import { type Kind, kinds, readCount, readList, settingsOf } from './cells.ts';
import { compare } from './compare.ts';
import { benchImport } from './import.ts';
import { type Bench, tableOf } from './table.ts';
import { benchVerbs } from './verbs.ts';
import { benchBoard } from './theory/bench-board.ts';
import { benchErlang } from './theory/bench-erlang.ts';
import { benchPacing } from './theory/pacing/bench-pacing.ts';
import { drawPicture } from './theory/pacing/picture.ts';
import { readParts, tellPacing } from './theory/pacing/read.ts';
import { verdictOn } from './verdict.ts';

const usage = `
npm run bench -- dispatch    how long a freed agent is idle, beside app_queue: all cells, about half an hour
npm run bench -- throughput  calls a second and CPU a call, beside app_queue: the grid
npm run bench -- verbs       how long call control takes
npm run bench -- board       decisions a second with 200 agents, 50 queues and 2,000 waiting, and how that grows
npm run bench -- erlang      the board's queue beside Erlang's and Palm's formulas, and how well waits are foretold
npm run bench -- import      a list comes in while calls are committed: rows a second, and what calls feel of it
npm run bench -- pacing      outbound pacing beside other policies in a simulated campaign: under ten minutes

--agents 10,50,200   --waiting 1,10,50   of the grid
--only grid|shared|ring-all
--rounds 1   --seconds 30   each side's turns in a cell, and how long each is measured; verbs has rounds only
--retry 1            app_queue's pause between attempts, in seconds; shared queues are tried with 5 and 1
--calls 2000         of erlang: a batch; there are 21
--days 4 --rates 20,40,60 --only grid|robust   of pacing: days of a small team's cell, answer rates in %
--picture docs/pacing.svg                       of pacing: draws a day and measures nothing
--rows 1000000       of import
--json               one JSON object as the last line`;

/** Resolves with the exit code. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      agents: { type: 'string' },
      waiting: { type: 'string', default: '1,10,50' },
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string', default: '30' },
      retry: { type: 'string', default: '1' },
      calls: { type: 'string', default: '2000' },
      days: { type: 'string', default: '4' },
      rates: { type: 'string', default: '20,40,60' },
      picture: { type: 'string' },
      rows: { type: 'string', default: '1000000' },
      json: { type: 'boolean', default: false },
    },
  });
  const [name = ''] = positionals;
  if (name === 'verbs') {
    const result = await benchVerbs({ rounds: readCount('rounds', values.rounds ?? '3') });
    console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
    return 0;
  }
  if (name === 'board') {
    const result = benchBoard(2_000);
    console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
    return 0;
  }
  if (name === 'erlang') {
    const tell = (line: string) => process.stderr.write(`${line}\n`);
    const result = await benchErlang(readCount('calls', values.calls), tell);
    for (const { system, errors } of result.predictors) {
      tell(
        `${system}: ${Object.entries(errors)
          .map(([by, error]) => `${by} ${error} %`)
          .join(', ')}`,
      );
    }
    console.log(JSON.stringify(values.json ? result : { cases: result.cases, outside: result.outside }));
    return 0;
  }
  if (name === 'import') {
    const result = await benchImport(readCount('rows', values.rows), (line) =>
      process.stderr.write(`${line}\n`),
    );
    console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
    return 0;
  }
  if (name === 'pacing') {
    if (values.picture !== undefined) {
      await drawPicture(values.picture);
      return 0;
    }
    const effort = {
      agents: readList('agents', values.agents ?? '3,5,10,20,50,100,200'),
      rates: readList('rates', values.rates),
      days: readCount('days', values.days),
      parts: readParts(values.only),
    };
    const result = await benchPacing(effort, (line) => process.stderr.write(`${line}\n`));
    console.log(values.json ? JSON.stringify(result) : tellPacing(result));
    return 0;
  }
  if (name !== 'dispatch' && name !== 'throughput')
    throw new CordboardError('usage', `There is no bench ${name}.`);
  const settings = settingsOf({
    kinds: readKinds(name, values.only),
    agents: readList('agents', values.agents ?? '10,50,200'),
    waiting: readList('waiting', values.waiting),
    retryS: readCount('retry', values.retry),
  });
  const effort = {
    rounds: readCount('rounds', values.rounds ?? '1'),
    seconds: readCount('seconds', values.seconds),
  };
  const { grid, failed } = await compare(settings, effort, (line) => process.stderr.write(`${line}\n`));
  console.log(tableOf(name, grid));
  const verdict = verdictOn(grid);
  if (values.json) console.log(JSON.stringify({ bench: name, ...effort, grid, failed, ...verdict }));
  else console.log(JSON.stringify(verdict, null, 2));
  return failed.length === 0 ? 0 : 1;
}

function readKinds(bench: Bench, only: string | undefined): readonly Kind[] {
  if (only === undefined) return bench === 'throughput' ? ['grid'] : kinds;
  const kind = kinds.find((one) => one === only);
  if (kind === undefined) throw new CordboardError('usage', `--only: one of ${kinds.join(', ')}`);
  return [kind];
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof CordboardError && error.code === 'usage')) throw error;
  process.stderr.write(`${error.message}\n${usage}\n`);
  process.exitCode = 2;
}
