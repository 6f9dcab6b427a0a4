import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import { Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('what is not in the document is not there', async () => {
  stage = await Stage.trusting();
  const { status, body } = await stage.post('Agents/Fire', '');
  expect([status, body]).toEqual([404, 'there is no such address']);
});

test('GET is for recordings only', async () => {
  stage = await Stage.trusting();
  const response = await fetch(stage.url('Integra/resources/Agents/HangupPhone?phone=1001'));
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  expect(stage.office.asked).toEqual([]);
});

test('a body that is no form is refused', async () => {
  stage = await Stage.trusting();
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  expect((await stage.post('Agents/HangupPhone', 'phone=1001', headers)).status).toBe(415);
});

test('a form that says no kind is taken for one', async () => {
  stage = await Stage.trusting();
  const { status } = await stage.post('Agents/HangupPhone', 'phone=1001', { 'content-type': '' });
  expect(status).toBe(200);
});

test.each([
  ['phone=1&phone=2', 'phone: is given twice'],
  ['phone=%ff', 'phone: is not UTF-8'],
  [Array.from({ length: 101 }, (_, index) => `p${index}=`).join('&'), 'the body: has too many parameters'],
])('a form that is not one is told: %#', async (body, sentence) => {
  stage = await Stage.trusting();
  const answer = await stage.post('Agents/HangupPhone', body);
  expect([answer.body, answer.headers.get('x-error')]).toEqual(['0', sentence]);
});

test('a form must not be too large, an upload may be', async () => {
  stage = await Stage.trusting({ formBytes: 1_000, uploadBytes: 4_000 });
  expect((await stage.post('Agents/HangupPhone', `phone=1001&x=${'x'.repeat(1_000)}`)).status).toBe(413);
  const upload = (size: number) =>
    stage.post('Dialers/uploadbase', { filename: 'a', campaign: 'Ventas->', fileb64: 'A'.repeat(size) });
  expect((await upload(3_000)).status).toBe(400);
  expect((await upload(4_000)).status).toBe(413);
});

test('a stranger’s upload is not read', async () => {
  stage = await Stage.open({ formBytes: 1_000, uploadBytes: 4_000 });
  const form = { token: 'boss-token', filename: 'a', campaign: 'prueba1->', fileb64: 'A'.repeat(3_000) };
  expect((await stage.post('Dialers/uploadbase', form)).status).toBe(413);
  const headers = { authorization: 'Bearer boss-token' };
  expect((await stage.post('Dialers/uploadbase', form, headers)).status).toBe(400);
});

test('a length that is not said is measured', async () => {
  stage = await Stage.trusting({ formBytes: 1_000 });
  const { port } = new URL(stage.url(''));
  const socket = connect(Number(port), '127.0.0.1');
  const part = 'x'.repeat(400);
  socket.write(
    'POST /Integra/resources/Agents/HangupPhone HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n',
  );
  for (let index = 0; index < 4; index++) socket.write(`190\r\n${part}\r\n`);
  socket.write('0\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 /);
});

test('a form is read wherever it is cut', async () => {
  stage = await Stage.trusting();
  const { port } = new URL(stage.url(''));
  const socket = connect(Number(port), '127.0.0.1');
  const body = 'agent=Agente1&destination=%2B59898344484&data=a+%26+%C3%B1&outqueue=Ventas-%3E&form=100%';
  socket.write(
    `POST /Integra/resources/Agents/AgentCallwithData HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  for (const character of body) {
    socket.write(character);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
  expect(stage.office.asked).toEqual([
    [
      'call',
      {
        agent: 'Agente1',
        phone: '',
        destination: '+59898344484',
        callerId: '',
        campaign: 'ventas',
        data: 'a & ñ',
        form: '100%',
      },
    ],
  ]);
});

test('a client that goes in the middle is no mistake of ours', async () => {
  stage = await Stage.trusting();
  const { port } = new URL(stage.url(''));
  const socket = connect(Number(port), '127.0.0.1');
  const head = 'POST /Integra/resources/Agents/HangupPhone HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n';
  socket.write(`${head}expect: 100-continue\r\n\r\n`);
  // It reads.
  await once(socket, 'data');
  socket.end('phone=').destroy();
  const gone = { level: 20, msg: 'a client went in the middle of its request' };
  await vi.waitFor(() => expect(stage.logged).toMatchObject([gone]));
  expect(stage.office.asked).toEqual([]);
});

test('a port that is taken is told', async () => {
  stage = await Stage.trusting();
  const { port } = new URL(stage.url(''));
  await expect(Stage.open({ port: Number(port) })).rejects.toMatchObject({ code: 'listen-failed' });
});
