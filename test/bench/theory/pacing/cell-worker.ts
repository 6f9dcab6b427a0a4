import { parentPort } from 'node:worker_threads';
import { measureCell, type CellTask } from './measure.ts';

parentPort?.on('message', (task: CellTask) => parentPort?.postMessage(measureCell(task), []));
