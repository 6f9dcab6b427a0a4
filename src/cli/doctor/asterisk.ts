import { randomUUID } from 'node:crypto';
import { AriError } from '../../asterisk/ari/errors.ts';
import { openPort, type AriPort } from '../../asterisk/ari/port.ts';
import { systemClock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { fail, ok, warn, type Finding } from './check.ts';

export interface AsteriskAddress {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly transport: 'auto' | 'websocket' | 'ari-client';
  /** The application that calls must be handed to; null when Cordboard has written the dialplan itself. */
  readonly app: string | null;
}

/** Modules that Cordboard cannot do without, and what for. */
const neededModules: readonly (readonly [name: string, why: string])[] = [
  ['app_stasis.so', 'the dialplan hands calls over'],
  ['res_ari_channels.so', 'channels'],
  ['res_ari_bridges.so', 'bridges'],
  ['res_ari_applications.so', 'the event filter'],
  ['res_ari_asterisk.so', 'the phones that are pushed'],
  ['res_stasis_answer.so', 'callers are answered'],
  ['res_musiconhold.so', 'music for those who wait'],
  ['bridge_simple.so', 'two who talk'],
  ['bridge_softmix.so', 'three who talk'],
  ['res_stasis_snoop.so', 'recording and supervision'],
  ['res_stasis_recording.so', 'recording and messages'],
  ['res_stasis_playback.so', 'announcements and messages'],
  ['format_wav.so', 'recordings'],
  ['chan_pjsip.so', 'SIP'],
  ['res_pjsip_sdp_rtp.so', 'the sound of SIP'],
  ['res_rtp_asterisk.so', 'the sound of SIP'],
  ['res_pjsip_registrar.so', 'phones tell where they are'],
  ['res_pjsip_authenticator_digest.so', "phones' passwords"],
  ['res_pjsip_endpoint_identifier_user.so', 'phones are recognised'],
  ['res_pjsip_endpoint_identifier_ip.so', 'trunks are recognised'],
  ['res_pjsip_header_funcs.so', 'phones that answer by themselves'],
  ['res_pjsip_refer.so', "phones' own transfers"],
  ['res_pjsip_mwi.so', "phones' lamps for messages"],
  ['app_minivm.so', "phones' lamps for messages"],
  ['res_sorcery_astdb.so', 'pushed phones outlive a restart'],
  ['pbx_config.so', 'the dialplan'],
  ['app_exec.so', 'ExecIf in cordboard.conf'],
  ['app_channelredirect.so', 'calls taken back from the dialplan'],
  ['app_amd.so', 'campaigns: answering machines told by Asterisk'],
  ['res_tonedetect.so', 'campaigns: fax machines and dead numbers told by their tones'],
  ['func_talkdetect.so', 'campaigns: answering machines told by their talk'],
  ['app_playback.so', 'Playback in cordboard.conf'],
  ['func_channel.so', 'CHANNEL in cordboard.conf'],
  ['func_cut.so', 'CUT in cordboard.conf'],
  ['func_dialplan.so', 'DIALPLAN_EXISTS in cordboard.conf'],
  ['func_logic.so', 'IF in cordboard.conf'],
  ['func_strings.so', 'FILTER and STRFTIME in cordboard.conf'],
];

/** What sorcery.conf must send to Asterisk's own database: the section of each kind, and an object to try it with. */
const pushed = [
  {
    objectType: 'auth',
    section: 'res_pjsip',
    fields: { auth_type: 'digest', username: 'nobody', password: randomUUID() },
  },
  { objectType: 'aor', section: 'res_pjsip', fields: { max_contacts: '1' } },
  // With an auth that is not there nobody can call in by it; without codecs or a name Asterisk could not read it back,
  // nor delete it.
  {
    objectType: 'endpoint',
    section: 'res_pjsip',
    fields: {
      context: 'cordboard-check',
      auth: 'cordboard-doctor',
      disallow: 'all',
      allow: 'alaw',
      callerid: 'doctor',
    },
  },
  // An address that nobody has (RFC 5737).
  {
    objectType: 'identify',
    section: 'res_pjsip_endpoint_identifier_ip',
    fields: { endpoint: 'cordboard-doctor', match: '192.0.2.1' },
  },
] as const;
const codecs = ['codec_ulaw.so', 'codec_alaw.so'];
const sound = 'im-sorry';
const worstSkewMs = 2_000;

/** Asks a running Asterisk for everything that Cordboard needs there. */
export async function checkAsterisk(address: AsteriskAddress, log: Logger): Promise<Finding[]> {
  let port: AriPort;
  try {
    port = await openPort({
      ...address,
      // A name of its own: the running Cordboard keeps its application.
      app: 'cordboard-doctor',
      requestTimeoutMs: 5_000,
      pingIntervalMs: 5_000,
      log,
      clock: systemClock,
      listener: { onEvent: () => undefined },
    });
  } catch (error) {
    return [fail('Asterisk', messageOf(error), mendConnection(error, address))];
  }
  try {
    return [
      ok('Asterisk', `${port.info.version} at ${address.url}, requests by ${port.transport}`),
      await checkRights(port, address.user),
      ...(await checkModules(port)),
      await checkDialplan(port, address.app),
      await checkPush(port),
      await checkSound(port),
      await checkClock(port),
    ];
  } catch (error) {
    return [fail('Asterisk', messageOf(error), 'it went away while it was asked: look at its log')];
  } finally {
    await port.close();
  }
}

function mendConnection(error: unknown, { url, user }: AsteriskAddress): string {
  const code = error instanceof AriError ? error.code : '';
  if (code === 'unauthorized') {
    return `give ari.conf a [${user}] with type=user and that password, or mend CORDBOARD_ARI_USER and CORDBOARD_ARI_PASSWORD`;
  }
  if (code === 'too-old') return 'Asterisk 20, 22 or 23 is needed';
  return `start Asterisk; in http.conf enabled=yes and bindaddr/bindport as in ${url}; in ari.conf enabled=yes`;
}

/** A user who may only read is refused before the request is looked at; ours lacks its endpoint on purpose. */
async function checkRights(port: AriPort, user: string): Promise<Finding> {
  try {
    await port.request('channels.originate', { endpoint: '' });
  } catch (error) {
    if (error instanceof AriError && error.code === 'unauthorized') {
      return fail('ARI user', `${user} may only read`, `set read_only=no for [${user}] in ari.conf`);
    }
  }
  return ok('ARI user', `${user} may read and write`);
}

async function checkModules(port: AriPort): Promise<Finding[]> {
  const modules = await port.request('asterisk.listModules', {});
  const runs = new Set(modules.filter(({ status }) => status === 'Running').map(({ name }) => name));
  const missing = neededModules.filter(([name]) => !runs.has(name));
  const noCodec = codecs.filter((name) => !runs.has(name));
  return [
    missing.length === 0
      ? ok('modules', `${neededModules.length} of ${neededModules.length} run`)
      : fail(
          'modules',
          missing.map(([name, why]) => `${name} does not run (${why})`).join('\n'),
          'load them in modules.conf; dialplan/asterisk/modules.conf is a list that works',
        ),
    noCodec.length === 0
      ? ok('codecs', 'ulaw and alaw')
      : fail('codecs', `${noCodec.join(', ')} do not run`, 'load them in modules.conf'),
  ];
}

/** [cordboard-check] does nothing but be there; its channel tells whether the way in is there, too. */
async function checkDialplan(port: AriPort, app: string | null): Promise<Finding> {
  const channelId = `cordboard-doctor-${process.pid}-${Date.now()}`;
  const target = { context: 'cordboard-check', extension: 's', priority: 1 };
  await port.request('channels.originateWithId', {
    channelId,
    endpoint: 'Local/s@cordboard-check/n',
    ...target,
  });
  const found = await port
    .request('channels.getChannelVar', { channelId, variable: 'DIALPLAN_EXISTS(cordboard-wait,s,1)' })
    .catch((error: unknown) => {
      if (error instanceof AriError && error.code === 'not-found') return { value: '0' };
      throw error;
    });
  await port.request('channels.hangup', { channelId }).catch(() => undefined);
  if (found.value !== '1') {
    return fail(
      'dialplan',
      'there is no context cordboard-wait',
      'copy dialplan/cordboard.conf to the folder of extensions.conf, add #include "cordboard.conf" there, then dialplan reload',
    );
  }
  const used = (await globalVariable(port, 'CORDBOARD_APP')) || 'cordboard';
  if (app !== null && used !== app) {
    return fail(
      'dialplan',
      `it hands calls to the application ${used}, but Cordboard is ${app}`,
      `set CORDBOARD_APP=${app} in [globals] of extensions.conf and dialplan reload, or start Cordboard with CORDBOARD_APP=${used}`,
    );
  }
  return ok('dialplan', `cordboard.conf is included and hands calls to ${used}`);
}

async function globalVariable(port: AriPort, variable: string): Promise<string> {
  try {
    return (await port.request('asterisk.getGlobalVar', { variable })).value;
  } catch (error) {
    if (error instanceof AriError && error.code === 'not-found') return '';
    throw error;
  }
}

/** Pushes one object of each kind as the office's accounts are pushed, reads it back and takes it away. */
async function checkPush(port: AriPort): Promise<Finding> {
  const what = 'accounts';
  const id = `cordboard-doctor-${process.pid}-${Date.now()}`;
  const refused: { readonly line: string; readonly reason: string }[] = [];
  for (const { objectType, section, fields } of pushed) {
    const object = { configClass: 'res_pjsip', objectType, id };
    const attributes = Object.entries(fields).map(([attribute, value]) => ({ attribute, value }));
    try {
      await port.request('asterisk.updateObject', { ...object, fields: attributes });
      await port.request('asterisk.getObject', object);
    } catch (error) {
      if (error instanceof AriError && error.code === 'line-down') throw error;
      refused.push({ line: `[${section}] ${objectType} = astdb,ps_${objectType}`, reason: messageOf(error) });
    } finally {
      await port.request('asterisk.deleteObject', object).catch(() => undefined);
    }
  }
  if (refused.length === 0) return ok(what, 'phones and trunks can be pushed');
  return fail(
    what,
    refused.map(({ reason }) => reason).join('\n'),
    `have these lines in sorcery.conf, as in dialplan/README.md, and restart Asterisk:\n${refused
      .map(({ line }) => line)
      .join('\n')}`,
  );
}

async function checkSound(port: AriPort): Promise<Finding> {
  try {
    await port.request('sounds.get', { soundId: sound });
    return ok('sounds', 'the core sounds are there');
  } catch {
    return warn(
      'sounds',
      `${sound} is missing`,
      "install Asterisk's core sounds, or set CORDBOARD_SORRY in [globals]",
    );
  }
}

async function checkClock(port: AriPort): Promise<Finding> {
  const before = Date.now();
  const { timestamp } = await port.request('asterisk.ping', {});
  const skewMs = Date.parse(timestamp) - (before + Date.now()) / 2;
  const seen = `${Math.abs(Math.round(skewMs))} ms apart`;
  if (Number.isNaN(skewMs))
    return warn('clock', `Asterisk gives no time (${timestamp})`, 'look at its clock');
  return Math.abs(skewMs) > worstSkewMs
    ? warn('clock', seen, 'set both machines by NTP: places in the queue are kept by the time of arrival')
    : ok('clock', seen);
}
