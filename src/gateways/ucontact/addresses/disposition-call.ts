import { CordboardError } from '../../../base/errors.ts';
import { json, text, type Answer } from '../answers.ts';
import { resources, type Address, type Asked } from '../address.ts';
import { timeOf } from '../dates.ts';
import type { Form } from '../form.ts';
import type { House } from '../house.ts';
import type { Levels } from '../house/dispositions.ts';
import { readName } from '../names.ts';

/** What must be there, in the order in which the document lists it, and what is said when it is not. */
const required: Readonly<Record<string, string>> = {
  campaign: 'Parâmetros errados: Campanha vazia',
  callerid: 'Parâmetros errados: Callerid vazio',
  guid: 'Parâmetros errados: guid vazio',
  agent: 'Parâmetros errados: Agente vazio',
  l1: 'Parâmetros errados: Valor vazio1',
};

const noSuchDisposition = (l1: string, l2: string, l3: string): string =>
  `Disposição não encontrada para o nível1: ${l1}, level2: ${l2}, nível3: ${l3}`;
const wrongDate = 'El formato de la fecha tiene que ser yyyy-MM-dd HH:mm:ss';
const noDate = 'Parâmetros incorretos: Data da programação vazia.';

export function dispositionAddress({
  dispositions,
  campaigns,
  clock,
}: Pick<House, 'dispositions' | 'campaigns' | 'clock'>): Address {
  const dispose = async (form: Form, { caller }: Asked): Promise<Answer> => {
    for (const [parameter, sentence] of Object.entries(required)) {
      if (form.text(parameter) === '') return text(sentence, 400);
    }
    const [l1, l2, l3] = [form.text('l1'), form.text('l2'), form.text('l3')];
    const levels: Levels = [l1, ...[l2, l3].filter((level) => level !== '')];
    const campaign = readName(form.text('campaign'));
    const found = dispositions.find(campaign, levels);
    if (found === null || (l2 === '' && l3 !== '')) return text(noSuchDisposition(l1, l2, l3), 400);

    let schedule: { readonly at: number; readonly campaign: string | null } | null = null;
    const when = form.text('schedule');
    if (found.schedule === 'needed' && when === '') return text(noDate, 400);
    if (found.schedule !== 'ignored' && when !== '') {
      const at = timeOf(when, clock.timeZone);
      if (at === null) return text(wrongDate, 400);
      const other = form.text('camptoreschedule');
      schedule = { at, campaign: other === '' ? null : campaigns.outbound(readName(other)) };
    }

    const tag = form.text('tag') || levels.join('|');
    const wanted = {
      campaign,
      call: form.text('guid'),
      agent: form.text('agent'),
      number: form.text('callerid'),
      levels,
      note: form.text('comment'),
      data: Object.fromEntries(
        ['d1', 'd2'].map((name) => [name, form.text(name)]).filter(([, value]) => value !== ''),
      ),
      tag,
      schedule,
    };
    try {
      await dispositions.dispose(caller, wanted);
    } catch (error) {
      if (error instanceof CordboardError && error.code === 'disposition-unknown') {
        return text(noSuchDisposition(l1, l2, l3), 400);
      }
      throw error;
    }
    return json({ Result: 'ok', txtcode: tag });
  };

  return {
    method: 'post',
    path: `${resources}/api/DispositionCall`,
    parameters: [
      'campaign',
      'agent',
      'callerid',
      'guid',
      'l1',
      'l2',
      'l3',
      'd1',
      'd2',
      'comment',
      'schedule',
      'camptoreschedule',
      'tag',
    ],
    permission: 'agent',
    onError: 'sentence',
    handle: dispose,
  };
}
