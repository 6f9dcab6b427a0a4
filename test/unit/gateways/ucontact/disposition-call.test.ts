import { afterEach, beforeEach, expect, test } from 'vitest';
import { CordboardError } from '../../../../src/base/errors.ts';
import { Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.trusting();
});
afterEach(() => stage.close());

const guid = '7e4e7db9-f080-494e-b04b-7c8e47711558';
const form = {
  campaign: 'Ventas->',
  agent: 'Agente1',
  callerid: '098344484',
  guid,
  l1: 'não',
  l2: 'caro',
  l3: 'frete',
  d1: 'um',
  d2: '',
  comment: 'volta em maio',
  schedule: '',
  camptoreschedule: '',
  tag: '',
};
const wanted = {
  campaign: { name: 'Ventas', direction: 'out' },
  call: guid,
  agent: 'Agente1',
  number: '098344484',
  levels: ['não', 'caro', 'frete'],
  note: 'volta em maio',
  data: { d1: 'um' },
  tag: 'não|caro|frete',
  schedule: null,
};

test('a disposition is booked', async () => {
  const { status, body, headers } = await stage.post('api/DispositionCall', form);
  expect([status, JSON.parse(body)]).toEqual([200, { Result: 'ok', txtcode: 'não|caro|frete' }]);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(stage.office.asked).toEqual([['dispose', wanted]]);
});

test('a tag of its own is taken instead of the levels', async () => {
  const { body } = await stage.post('api/DispositionCall', { ...form, tag: 'caro demais' });
  expect(JSON.parse(body)).toEqual({ Result: 'ok', txtcode: 'caro demais' });
  expect(stage.office.asked).toEqual([['dispose', { ...wanted, tag: 'caro demais' }]]);
});

test('one that calls again says when, by the office’s clock, and may say for which dialler', async () => {
  const later = { ...form, l1: 'venda', l2: 'depois', l3: '', schedule: '2015-10-11 15:00:00' };
  await stage.post('api/DispositionCall', later);
  await stage.post('api/DispositionCall', { ...later, camptoreschedule: 'Sales->' });
  // Montevideo is three hours behind UTC.
  const at = Date.parse('2015-10-11T18:00:00Z');
  const booked = { ...wanted, levels: ['venda', 'depois'], tag: 'venda|depois' };
  expect(stage.office.asked).toEqual([
    ['dispose', { ...booked, schedule: { at, campaign: null } }],
    ['dispose', { ...booked, schedule: { at, campaign: 'sales' } }],
  ]);
});

test('a date is not looked at where nobody is called again', async () => {
  expect((await stage.post('api/DispositionCall', { ...form, schedule: 'maio' })).status).toBe(200);
  expect(stage.office.asked).toEqual([['dispose', wanted]]);
});

test('where any text will do, a date may be named', async () => {
  const free = { ...form, l1: 'livre', l2: '', l3: '' };
  expect((await stage.post('api/DispositionCall', free)).status).toBe(200);
  await stage.post('api/DispositionCall', { ...free, schedule: '2015-10-11 15:00:00' });
  const at = Date.parse('2015-10-11T18:00:00Z');
  const booked = { ...wanted, levels: ['livre'], tag: 'livre' };
  expect(stage.office.asked).toEqual([
    ['dispose', booked],
    ['dispose', { ...booked, schedule: { at, campaign: null } }],
  ]);
});

test('a call of another campaign has other dispositions', async () => {
  stage.office.refusal = new CordboardError('disposition-unknown', 'campaign x knows no such one');
  expect((await stage.post('api/DispositionCall', form)).body).toBe(
    'Disposição não encontrada para o nível1: não, level2: caro, nível3: frete',
  );
});

const later = { l1: 'venda', l2: 'depois', l3: '' };
const wrongDate = 'El formato de la fecha tiene que ser yyyy-MM-dd HH:mm:ss';

test.each<[Partial<typeof form>, string]>([
  [{ campaign: '' }, 'Parâmetros errados: Campanha vazia'],
  [{ callerid: '' }, 'Parâmetros errados: Callerid vazio'],
  [{ guid: '' }, 'Parâmetros errados: guid vazio'],
  [{ agent: '' }, 'Parâmetros errados: Agente vazio'],
  [{ l1: '' }, 'Parâmetros errados: Valor vazio1'],
  [{ l1: 'a', l2: 'b', l3: 'c' }, 'Disposição não encontrada para o nível1: a, level2: b, nível3: c'],
  [{ l2: '', l3: '' }, 'Disposição não encontrada para o nível1: não, level2: , nível3: '],
  [
    { l1: 'venda', l2: '', l3: 'depois' },
    'Disposição não encontrada para o nível1: venda, level2: , nível3: depois',
  ],
  [{ campaign: 'Nobody->' }, 'Disposição não encontrada para o nível1: não, level2: caro, nível3: frete'],
  [{ ...later, schedule: '' }, 'Parâmetros incorretos: Data da programação vazia.'],
  [{ ...later, schedule: '11/10/2015 15:00' }, wrongDate],
  [{ ...later, schedule: '2015-02-30 15:00:00' }, wrongDate],
  [{ ...later, schedule: '2015-10-11T15:00:00' }, wrongDate],
])('the printed refusal, with status 400: %j', async (wrong, sentence) => {
  const { status, body, headers } = await stage.post('api/DispositionCall', { ...form, ...wrong });
  expect([status, body]).toEqual([400, sentence]);
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(stage.office.asked).toEqual([]);
});

test('with nothing at all the campaign is what is missing', async () => {
  const { status, body } = await stage.post('api/DispositionCall', '');
  expect([status, body]).toEqual([400, 'Parâmetros errados: Campanha vazia']);
});

test('what the house refuses is a sentence', async () => {
  stage.office.refusal = new CordboardError('call-unknown', 'there is no such call');
  const { status, body } = await stage.post('api/DispositionCall', form);
  expect([status, body]).toEqual([400, 'there is no such call']);
});
