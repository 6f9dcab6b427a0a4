import { done, type Answer } from '../answers.ts';
import { resources, type Address, type Asked } from '../address.ts';
import { BaseFile } from '../base-file.ts';
import { readBase64 } from '../base64.ts';
import { ParameterError } from '../errors.ts';
import type { Form } from '../form.ts';
import type { House } from '../house.ts';
import { readName } from '../names.ts';

const parameters = ['filename', 'fileb64', 'campaign', 'cant', 'username'] as const;

/**
 * Dialers/uploadbase and uploadbasewithtimezone. "Async Method": 1 says that every line is right and that the import has
 * begun, which is all of it or nothing.
 */
export function uploadAddresses({ contacts, campaigns }: Pick<House, 'contacts' | 'campaigns'>): Address[] {
  const upload = async (form: Form, { caller }: Asked, timeZone: string | null): Promise<Answer> => {
    const list = needFilename(form);
    const named = readName(form.need('campaign'));
    const campaign = campaigns.outbound(named);
    const said = readCount(form);
    if (form.bytes('fileb64').length === 0) throw new ParameterError('fileb64', 'is missing');
    const known = new Map<string, string | null>();
    const file = new BaseFile(await readBase64('fileb64', form.bytes('fileb64')), {
      isCampaign: (column) => isSame(column, named.name) || isSame(column, campaign),
      agent: (column) => {
        const agent = known.get(column) ?? campaigns.agent(column);
        known.set(column, agent);
        return agent;
      },
    });
    const count = await file.check();
    if (said !== null && said !== count) {
      throw new ParameterError('cant', `says ${said}, and the file has ${count} lines`);
    }
    await contacts.upload(caller, {
      campaign,
      list,
      by: form.text('username'),
      timeZone,
      count,
      contacts: () => file.contacts(),
    });
    return done;
  };
  const address = (name: string, more: readonly string[], zone: (form: Form) => string | null): Address => ({
    method: 'post',
    path: `${resources}/Dialers/${name}`,
    parameters: [...parameters, ...more],
    permission: 'supervisor',
    onError: 'sentence',
    takesFile: true,
    handle: (form, asked) => upload(form, asked, zone(form)),
  });
  return [
    address('uploadbase', [], () => null),
    address('uploadbasewithtimezone', ['timezone'], needTimeZone),
  ];
}

/** The list has the file's name, so it must be a line for people. */
function needFilename(form: Form): string {
  const name = form.need('filename');
  if (/\p{C}/u.test(name) || name.length > 80) {
    throw new ParameterError('filename', 'is not a line of 1 to 80 characters');
  }
  return name;
}

/** null: it is not said. */
function readCount(form: Form): number | null {
  const said = form.text('cant');
  if (said === '') return null;
  if (!/^\d{1,9}$/.test(said)) throw new ParameterError('cant', 'is not a whole number');
  return Number(said);
}

function needTimeZone(form: Form): string {
  const zone = form.need('timezone');
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new ParameterError('timezone', 'is not a time zone such as America/Montevideo');
  }
}

function isSame(column: string, name: string): boolean {
  return readName(column).name.toLowerCase() === name.toLowerCase();
}
