// Generated from Asterisk's own API description by `npm run generate` (tools/generate.ts). Do not edit.

import type {
  Bridge, Channel, DeviceState, Endpoint, LiveRecording, Playback,
} from './events.generated.ts';

/** A plain value, or one that Asterisk then reports in every event of the channel. */
export type VariablesBody = Readonly<Record<string, string | { value: string; report_events: boolean }>>;
/** An empty filter lets everything through. */
export interface EventFilterBody {
  allowed?: readonly { type: string }[];
  disallowed?: readonly { type: string }[];
}

export interface Application {
  name: string;
  channel_ids: string[];
  bridge_ids: string[];
  endpoint_ids: string[];
  device_names: string[];
  events_allowed: readonly { type: string }[];
  events_disallowed: readonly { type: string }[];
}

export interface AsteriskInfo {
  build?: BuildInfo;
  system?: SystemInfo;
  config?: ConfigInfo;
  status?: StatusInfo;
}

export interface AsteriskPing { asterisk_id: string; ping: string; timestamp: string }

export interface BuildInfo {
  os: string;
  kernel: string;
  options: string;
  machine: string;
  date: string;
  user: string;
}

export interface ConfigInfo {
  name: string;
  default_language: string;
  max_channels?: number;
  max_open_files?: number;
  max_load?: number;
  setid: SetId;
}

export interface ConfigTuple { attribute: string; value: string }

export interface FormatLangPair { language: string; format: string }

export interface LogChannel { channel: string; type: string; status: string; configuration: string }

export interface Mailbox { name: string; old_messages: number; new_messages: number }

export interface Module {
  name: string;
  description: string;
  use_count: number;
  status: string;
  support_level: string;
}

export interface RTPstat {
  txcount: number;
  rxcount: number;
  txjitter?: number;
  rxjitter?: number;
  remote_maxjitter?: number;
  remote_minjitter?: number;
  remote_normdevjitter?: number;
  remote_stdevjitter?: number;
  local_maxjitter?: number;
  local_minjitter?: number;
  local_normdevjitter?: number;
  local_stdevjitter?: number;
  txploss: number;
  rxploss: number;
  remote_maxrxploss?: number;
  remote_minrxploss?: number;
  remote_normdevrxploss?: number;
  remote_stdevrxploss?: number;
  local_maxrxploss?: number;
  local_minrxploss?: number;
  local_normdevrxploss?: number;
  local_stdevrxploss?: number;
  rtt?: number;
  maxrtt?: number;
  minrtt?: number;
  normdevrtt?: number;
  stdevrtt?: number;
  local_ssrc: number;
  remote_ssrc: number;
  txoctetcount: number;
  rxoctetcount: number;
  channel_uniqueid: string;
}

export interface SetId { user: string; group: string }

export interface Sound { id: string; text?: string; formats: FormatLangPair[] }

export interface StatusInfo { startup_time: string; last_reload_time: string }

export interface StoredRecording { name: string; format: string }

export interface SystemInfo { version: string; entity_id: string }

export interface Variable { value: string }

export interface Variables { variables: Record<string, unknown> }

/** What each operation takes and gives. */
export interface Operations {
  'applications.list': {
    params: Record<never, never>;
    result: Application[];
  };
  'applications.get': {
    params: { applicationName: string };
    result: Application;
  };
  'applications.subscribe': {
    params: { applicationName: string; eventSource: string | readonly string[] };
    result: Application;
  };
  'applications.unsubscribe': {
    params: { applicationName: string; eventSource: string | readonly string[] };
    result: Application;
  };
  'applications.filter': {
    params: { applicationName: string; filter?: EventFilterBody };
    result: Application;
  };
  'asterisk.getObject': {
    params: { configClass: string; objectType: string; id: string };
    result: ConfigTuple[];
  };
  'asterisk.updateObject': {
    params: { configClass: string; objectType: string; id: string; fields?: readonly ConfigTuple[] };
    result: ConfigTuple[];
  };
  'asterisk.deleteObject': {
    params: { configClass: string; objectType: string; id: string };
    result: void;
  };
  'asterisk.getInfo': {
    params: {
      only?: 'build' | 'system' | 'config' | 'status' | readonly ('build' | 'system' | 'config' | 'status')[];
    };
    result: AsteriskInfo;
  };
  'asterisk.ping': {
    params: Record<never, never>;
    result: AsteriskPing;
  };
  'asterisk.listModules': {
    params: Record<never, never>;
    result: Module[];
  };
  'asterisk.getModule': {
    params: { moduleName: string };
    result: Module;
  };
  'asterisk.loadModule': {
    params: { moduleName: string };
    result: void;
  };
  'asterisk.unloadModule': {
    params: { moduleName: string };
    result: void;
  };
  'asterisk.reloadModule': {
    params: { moduleName: string };
    result: void;
  };
  'asterisk.listLogChannels': {
    params: Record<never, never>;
    result: LogChannel[];
  };
  'asterisk.addLog': {
    params: { logChannelName: string; configuration: string };
    result: void;
  };
  'asterisk.deleteLog': {
    params: { logChannelName: string };
    result: void;
  };
  'asterisk.rotateLog': {
    params: { logChannelName: string };
    result: void;
  };
  'asterisk.getGlobalVar': {
    params: { variable: string };
    result: Variable;
  };
  'asterisk.setGlobalVar': {
    params: { variable: string; value?: string };
    result: void;
  };
  'bridges.list': {
    params: Record<never, never>;
    result: Bridge[];
  };
  'bridges.create': {
    params: { type?: string; bridgeId?: string; name?: string; variables?: VariablesBody };
    result: Bridge;
  };
  'bridges.createWithId': {
    params: { type?: string; bridgeId: string; name?: string; variables?: VariablesBody };
    result: Bridge;
  };
  'bridges.get': {
    params: { bridgeId: string };
    result: Bridge;
  };
  'bridges.destroy': {
    params: { bridgeId: string };
    result: void;
  };
  'bridges.getBridgeVar': {
    params: { bridgeId: string; variable: string };
    result: Variable;
  };
  'bridges.setBridgeVar': {
    params: { bridgeId: string; variable: string; value?: string; report_events?: boolean };
    result: void;
  };
  'bridges.getBridgeVars': {
    params: { bridgeId: string; variables: string | readonly string[] };
    result: Variables;
  };
  'bridges.setBridgeVars': {
    params: { bridgeId: string; variables: VariablesBody };
    result: void;
  };
  'bridges.addChannel': {
    params: {
      bridgeId: string;
      channel: string | readonly string[];
      role?: string;
      absorbDTMF?: boolean;
      mute?: boolean;
      inhibitConnectedLineUpdates?: boolean;
    };
    result: void;
  };
  'bridges.removeChannel': {
    params: { bridgeId: string; channel: string | readonly string[] };
    result: void;
  };
  'bridges.setVideoSource': {
    params: { bridgeId: string; channelId: string };
    result: void;
  };
  'bridges.clearVideoSource': {
    params: { bridgeId: string };
    result: void;
  };
  'bridges.startMoh': {
    params: { bridgeId: string; mohClass?: string };
    result: void;
  };
  'bridges.stopMoh': {
    params: { bridgeId: string };
    result: void;
  };
  'bridges.play': {
    params: {
      bridgeId: string;
      media: string | readonly string[];
      announcer_format?: string;
      lang?: string;
      offsetms?: number;
      skipms?: number;
      playbackId?: string;
    };
    result: Playback;
  };
  'bridges.playWithId': {
    params: {
      bridgeId: string;
      playbackId: string;
      media: string | readonly string[];
      announcer_format?: string;
      lang?: string;
      offsetms?: number;
      skipms?: number;
    };
    result: Playback;
  };
  'bridges.record': {
    params: {
      bridgeId: string;
      name: string;
      format: string;
      recorder_format?: string;
      maxDurationSeconds?: number;
      maxSilenceSeconds?: number;
      ifExists?: 'fail' | 'overwrite' | 'append';
      beep?: boolean;
      terminateOn?: 'none' | 'any' | '*' | '#';
    };
    result: LiveRecording;
  };
  'channels.list': {
    params: Record<never, never>;
    result: Channel[];
  };
  'channels.originate': {
    params: {
      endpoint: string;
      extension?: string;
      context?: string;
      priority?: number;
      label?: string;
      app?: string;
      appArgs?: string;
      callerId?: string;
      timeout?: number;
      variables?: VariablesBody;
      channelId?: string;
      otherChannelId?: string;
      originator?: string;
      formats?: string;
    };
    result: Channel;
  };
  'channels.create': {
    params: {
      endpoint: string;
      app: string;
      appArgs?: string;
      channelId?: string;
      otherChannelId?: string;
      originator?: string;
      formats?: string;
      variables?: VariablesBody;
    };
    result: Channel;
  };
  'channels.get': {
    params: { channelId: string };
    result: Channel;
  };
  'channels.originateWithId': {
    params: {
      channelId: string;
      endpoint: string;
      extension?: string;
      context?: string;
      priority?: number;
      label?: string;
      app?: string;
      appArgs?: string;
      callerId?: string;
      timeout?: number;
      variables?: VariablesBody;
      otherChannelId?: string;
      originator?: string;
      formats?: string;
    };
    result: Channel;
  };
  'channels.hangup': {
    params: {
      channelId: string;
      reason_code?: string;
      reason?: 'normal' | 'busy' | 'congestion' | 'no_answer' | 'timeout' | 'rejected' | 'unallocated' | 'normal_unspecified' | 'number_incomplete' | 'codec_mismatch' | 'interworking' | 'failure' | 'answered_elsewhere';
    };
    result: void;
  };
  'channels.continueInDialplan': {
    params: { channelId: string; context?: string; extension?: string; priority?: number; label?: string };
    result: void;
  };
  'channels.move': {
    params: { channelId: string; app: string; appArgs?: string };
    result: void;
  };
  'channels.redirect': {
    params: { channelId: string; endpoint: string };
    result: void;
  };
  'channels.answer': {
    params: { channelId: string };
    result: void;
  };
  'channels.ring': {
    params: { channelId: string };
    result: void;
  };
  'channels.ringStop': {
    params: { channelId: string };
    result: void;
  };
  'channels.progress': {
    params: { channelId: string };
    result: void;
  };
  'channels.sendDTMF': {
    params: {
      channelId: string;
      dtmf?: string;
      before?: number;
      between?: number;
      duration?: number;
      after?: number;
    };
    result: void;
  };
  'channels.mute': {
    params: { channelId: string; direction?: 'both' | 'in' | 'out' };
    result: void;
  };
  'channels.unmute': {
    params: { channelId: string; direction?: 'both' | 'in' | 'out' };
    result: void;
  };
  'channels.hold': {
    params: { channelId: string };
    result: void;
  };
  'channels.unhold': {
    params: { channelId: string };
    result: void;
  };
  'channels.startMoh': {
    params: { channelId: string; mohClass?: string };
    result: void;
  };
  'channels.stopMoh': {
    params: { channelId: string };
    result: void;
  };
  'channels.startSilence': {
    params: { channelId: string };
    result: void;
  };
  'channels.stopSilence': {
    params: { channelId: string };
    result: void;
  };
  'channels.play': {
    params: {
      channelId: string;
      media: string | readonly string[];
      lang?: string;
      offsetms?: number;
      skipms?: number;
      playbackId?: string;
    };
    result: Playback;
  };
  'channels.playWithId': {
    params: {
      channelId: string;
      playbackId: string;
      media: string | readonly string[];
      lang?: string;
      offsetms?: number;
      skipms?: number;
    };
    result: Playback;
  };
  'channels.record': {
    params: {
      channelId: string;
      name: string;
      format: string;
      maxDurationSeconds?: number;
      maxSilenceSeconds?: number;
      ifExists?: 'fail' | 'overwrite' | 'append';
      beep?: boolean;
      terminateOn?: 'none' | 'any' | '*' | '#';
    };
    result: LiveRecording;
  };
  'channels.getChannelVar': {
    params: { channelId: string; variable: string };
    result: Variable;
  };
  'channels.setChannelVar': {
    params: { channelId: string; variable: string; value?: string; report_events?: boolean };
    result: void;
  };
  'channels.getChannelVars': {
    params: { channelId: string; variables: string | readonly string[] };
    result: Variables;
  };
  'channels.setChannelVars': {
    params: { channelId: string; variables: VariablesBody };
    result: void;
  };
  'channels.snoopChannel': {
    params: {
      channelId: string;
      spy?: 'none' | 'both' | 'out' | 'in';
      whisper?: 'none' | 'both' | 'out' | 'in';
      app: string;
      appArgs?: string;
      snoopId?: string;
    };
    result: Channel;
  };
  'channels.snoopChannelWithId': {
    params: {
      channelId: string;
      snoopId: string;
      spy?: 'none' | 'both' | 'out' | 'in';
      whisper?: 'none' | 'both' | 'out' | 'in';
      app: string;
      appArgs?: string;
    };
    result: Channel;
  };
  'channels.dial': {
    params: { channelId: string; caller?: string; timeout?: number };
    result: void;
  };
  'channels.rtpstatistics': {
    params: { channelId: string };
    result: RTPstat;
  };
  'channels.externalMedia': {
    params: {
      channelId?: string;
      app: string;
      variables?: VariablesBody;
      external_host?: string;
      encapsulation?: 'rtp' | 'audiosocket' | 'none';
      transport?: 'udp' | 'tcp' | 'websocket';
      connection_type?: 'client' | 'server';
      format: string;
      direction?: 'both';
      data?: string;
      transport_data?: string;
    };
    result: Channel;
  };
  'channels.transfer_progress': {
    params: { channelId: string; states: string };
    result: void;
  };
  'deviceStates.list': {
    params: Record<never, never>;
    result: DeviceState[];
  };
  'deviceStates.get': {
    params: { deviceName: string };
    result: DeviceState;
  };
  'deviceStates.update': {
    params: {
      deviceName: string;
      deviceState: 'NOT_INUSE' | 'INUSE' | 'BUSY' | 'INVALID' | 'UNAVAILABLE' | 'RINGING' | 'RINGINUSE' | 'ONHOLD';
    };
    result: void;
  };
  'deviceStates.delete': {
    params: { deviceName: string };
    result: void;
  };
  'endpoints.list': {
    params: Record<never, never>;
    result: Endpoint[];
  };
  'endpoints.sendMessage': {
    params: { to: string; from: string; body?: string; variables?: VariablesBody };
    result: void;
  };
  'endpoints.refer': {
    params: { to: string; from: string; refer_to: string; to_self?: boolean; variables?: VariablesBody };
    result: void;
  };
  'endpoints.listByTech': {
    params: { tech: string };
    result: Endpoint[];
  };
  'endpoints.get': {
    params: { tech: string; resource: string };
    result: Endpoint;
  };
  'endpoints.sendMessageToEndpoint': {
    params: { tech: string; resource: string; from: string; body?: string; variables?: VariablesBody };
    result: void;
  };
  'endpoints.referToEndpoint': {
    params: {
      tech: string;
      resource: string;
      from: string;
      refer_to: string;
      to_self?: boolean;
      variables?: VariablesBody;
    };
    result: void;
  };
  'events.userEvent': {
    params: {
      eventName: string;
      application: string;
      source?: string | readonly string[];
      variables?: VariablesBody;
    };
    result: void;
  };
  'events.claimChannel': {
    params: { channelId: string; application: string };
    result: void;
  };
  'mailboxes.list': {
    params: Record<never, never>;
    result: Mailbox[];
  };
  'mailboxes.get': {
    params: { mailboxName: string };
    result: Mailbox;
  };
  'mailboxes.update': {
    params: { mailboxName: string; oldMessages: number; newMessages: number };
    result: void;
  };
  'mailboxes.delete': {
    params: { mailboxName: string };
    result: void;
  };
  'playbacks.get': {
    params: { playbackId: string };
    result: Playback;
  };
  'playbacks.stop': {
    params: { playbackId: string };
    result: void;
  };
  'playbacks.control': {
    params: { playbackId: string; operation: 'restart' | 'pause' | 'unpause' | 'reverse' | 'forward' };
    result: void;
  };
  'recordings.listStored': {
    params: Record<never, never>;
    result: StoredRecording[];
  };
  'recordings.getStored': {
    params: { recordingName: string };
    result: StoredRecording;
  };
  'recordings.deleteStored': {
    params: { recordingName: string };
    result: void;
  };
  'recordings.copyStored': {
    params: { recordingName: string; destinationRecordingName: string };
    result: StoredRecording;
  };
  'recordings.getLive': {
    params: { recordingName: string };
    result: LiveRecording;
  };
  'recordings.cancel': {
    params: { recordingName: string };
    result: void;
  };
  'recordings.stop': {
    params: { recordingName: string };
    result: void;
  };
  'recordings.pause': {
    params: { recordingName: string };
    result: void;
  };
  'recordings.unpause': {
    params: { recordingName: string };
    result: void;
  };
  'recordings.mute': {
    params: { recordingName: string };
    result: void;
  };
  'recordings.unmute': {
    params: { recordingName: string };
    result: void;
  };
  'sounds.list': {
    params: { lang?: string; format?: string };
    result: Sound[];
  };
  'sounds.get': {
    params: { soundId: string };
    result: Sound;
  };
}

export type OperationName = keyof Operations;

/** How each operation is asked for; a parameter that is neither in the path nor the body goes into the query. */
export const operations: Readonly<
  Record<OperationName, { method: string; path: string; body?: string }>
> = {
  'applications.list': { method: 'GET', path: 'applications' },
  'applications.get': { method: 'GET', path: 'applications/{applicationName}' },
  'applications.subscribe': { method: 'POST', path: 'applications/{applicationName}/subscription' },
  'applications.unsubscribe': { method: 'DELETE', path: 'applications/{applicationName}/subscription' },
  'applications.filter': { method: 'PUT', path: 'applications/{applicationName}/eventFilter', body: 'filter' },
  'asterisk.getObject': { method: 'GET', path: 'asterisk/config/dynamic/{configClass}/{objectType}/{id}' },
  'asterisk.updateObject': { method: 'PUT', path: 'asterisk/config/dynamic/{configClass}/{objectType}/{id}', body: 'fields' },
  'asterisk.deleteObject': { method: 'DELETE', path: 'asterisk/config/dynamic/{configClass}/{objectType}/{id}' },
  'asterisk.getInfo': { method: 'GET', path: 'asterisk/info' },
  'asterisk.ping': { method: 'GET', path: 'asterisk/ping' },
  'asterisk.listModules': { method: 'GET', path: 'asterisk/modules' },
  'asterisk.getModule': { method: 'GET', path: 'asterisk/modules/{moduleName}' },
  'asterisk.loadModule': { method: 'POST', path: 'asterisk/modules/{moduleName}' },
  'asterisk.unloadModule': { method: 'DELETE', path: 'asterisk/modules/{moduleName}' },
  'asterisk.reloadModule': { method: 'PUT', path: 'asterisk/modules/{moduleName}' },
  'asterisk.listLogChannels': { method: 'GET', path: 'asterisk/logging' },
  'asterisk.addLog': { method: 'POST', path: 'asterisk/logging/{logChannelName}' },
  'asterisk.deleteLog': { method: 'DELETE', path: 'asterisk/logging/{logChannelName}' },
  'asterisk.rotateLog': { method: 'PUT', path: 'asterisk/logging/{logChannelName}/rotate' },
  'asterisk.getGlobalVar': { method: 'GET', path: 'asterisk/variable' },
  'asterisk.setGlobalVar': { method: 'POST', path: 'asterisk/variable' },
  'bridges.list': { method: 'GET', path: 'bridges' },
  'bridges.create': { method: 'POST', path: 'bridges', body: 'variables' },
  'bridges.createWithId': { method: 'POST', path: 'bridges/{bridgeId}', body: 'variables' },
  'bridges.get': { method: 'GET', path: 'bridges/{bridgeId}' },
  'bridges.destroy': { method: 'DELETE', path: 'bridges/{bridgeId}' },
  'bridges.getBridgeVar': { method: 'GET', path: 'bridges/{bridgeId}/variable' },
  'bridges.setBridgeVar': { method: 'POST', path: 'bridges/{bridgeId}/variable' },
  'bridges.getBridgeVars': { method: 'GET', path: 'bridges/{bridgeId}/variables' },
  'bridges.setBridgeVars': { method: 'POST', path: 'bridges/{bridgeId}/variables', body: 'variables' },
  'bridges.addChannel': { method: 'POST', path: 'bridges/{bridgeId}/addChannel' },
  'bridges.removeChannel': { method: 'POST', path: 'bridges/{bridgeId}/removeChannel' },
  'bridges.setVideoSource': { method: 'POST', path: 'bridges/{bridgeId}/videoSource/{channelId}' },
  'bridges.clearVideoSource': { method: 'DELETE', path: 'bridges/{bridgeId}/videoSource' },
  'bridges.startMoh': { method: 'POST', path: 'bridges/{bridgeId}/moh' },
  'bridges.stopMoh': { method: 'DELETE', path: 'bridges/{bridgeId}/moh' },
  'bridges.play': { method: 'POST', path: 'bridges/{bridgeId}/play' },
  'bridges.playWithId': { method: 'POST', path: 'bridges/{bridgeId}/play/{playbackId}' },
  'bridges.record': { method: 'POST', path: 'bridges/{bridgeId}/record' },
  'channels.list': { method: 'GET', path: 'channels' },
  'channels.originate': { method: 'POST', path: 'channels', body: 'variables' },
  'channels.create': { method: 'POST', path: 'channels/create', body: 'variables' },
  'channels.get': { method: 'GET', path: 'channels/{channelId}' },
  'channels.originateWithId': { method: 'POST', path: 'channels/{channelId}', body: 'variables' },
  'channels.hangup': { method: 'DELETE', path: 'channels/{channelId}' },
  'channels.continueInDialplan': { method: 'POST', path: 'channels/{channelId}/continue' },
  'channels.move': { method: 'POST', path: 'channels/{channelId}/move' },
  'channels.redirect': { method: 'POST', path: 'channels/{channelId}/redirect' },
  'channels.answer': { method: 'POST', path: 'channels/{channelId}/answer' },
  'channels.ring': { method: 'POST', path: 'channels/{channelId}/ring' },
  'channels.ringStop': { method: 'DELETE', path: 'channels/{channelId}/ring' },
  'channels.progress': { method: 'POST', path: 'channels/{channelId}/progress' },
  'channels.sendDTMF': { method: 'POST', path: 'channels/{channelId}/dtmf' },
  'channels.mute': { method: 'POST', path: 'channels/{channelId}/mute' },
  'channels.unmute': { method: 'DELETE', path: 'channels/{channelId}/mute' },
  'channels.hold': { method: 'POST', path: 'channels/{channelId}/hold' },
  'channels.unhold': { method: 'DELETE', path: 'channels/{channelId}/hold' },
  'channels.startMoh': { method: 'POST', path: 'channels/{channelId}/moh' },
  'channels.stopMoh': { method: 'DELETE', path: 'channels/{channelId}/moh' },
  'channels.startSilence': { method: 'POST', path: 'channels/{channelId}/silence' },
  'channels.stopSilence': { method: 'DELETE', path: 'channels/{channelId}/silence' },
  'channels.play': { method: 'POST', path: 'channels/{channelId}/play' },
  'channels.playWithId': { method: 'POST', path: 'channels/{channelId}/play/{playbackId}' },
  'channels.record': { method: 'POST', path: 'channels/{channelId}/record' },
  'channels.getChannelVar': { method: 'GET', path: 'channels/{channelId}/variable' },
  'channels.setChannelVar': { method: 'POST', path: 'channels/{channelId}/variable' },
  'channels.getChannelVars': { method: 'GET', path: 'channels/{channelId}/variables' },
  'channels.setChannelVars': { method: 'POST', path: 'channels/{channelId}/variables', body: 'variables' },
  'channels.snoopChannel': { method: 'POST', path: 'channels/{channelId}/snoop' },
  'channels.snoopChannelWithId': { method: 'POST', path: 'channels/{channelId}/snoop/{snoopId}' },
  'channels.dial': { method: 'POST', path: 'channels/{channelId}/dial' },
  'channels.rtpstatistics': { method: 'GET', path: 'channels/{channelId}/rtp_statistics' },
  'channels.externalMedia': { method: 'POST', path: 'channels/externalMedia', body: 'variables' },
  'channels.transfer_progress': { method: 'POST', path: 'channels/{channelId}/transfer_progress' },
  'deviceStates.list': { method: 'GET', path: 'deviceStates' },
  'deviceStates.get': { method: 'GET', path: 'deviceStates/{deviceName}' },
  'deviceStates.update': { method: 'PUT', path: 'deviceStates/{deviceName}' },
  'deviceStates.delete': { method: 'DELETE', path: 'deviceStates/{deviceName}' },
  'endpoints.list': { method: 'GET', path: 'endpoints' },
  'endpoints.sendMessage': { method: 'PUT', path: 'endpoints/sendMessage', body: 'variables' },
  'endpoints.refer': { method: 'POST', path: 'endpoints/refer', body: 'variables' },
  'endpoints.listByTech': { method: 'GET', path: 'endpoints/{tech}' },
  'endpoints.get': { method: 'GET', path: 'endpoints/{tech}/{resource}' },
  'endpoints.sendMessageToEndpoint': { method: 'PUT', path: 'endpoints/{tech}/{resource}/sendMessage', body: 'variables' },
  'endpoints.referToEndpoint': { method: 'POST', path: 'endpoints/{tech}/{resource}/refer', body: 'variables' },
  'events.userEvent': { method: 'POST', path: 'events/user/{eventName}', body: 'variables' },
  'events.claimChannel': { method: 'POST', path: 'events/claim' },
  'mailboxes.list': { method: 'GET', path: 'mailboxes' },
  'mailboxes.get': { method: 'GET', path: 'mailboxes/{mailboxName}' },
  'mailboxes.update': { method: 'PUT', path: 'mailboxes/{mailboxName}' },
  'mailboxes.delete': { method: 'DELETE', path: 'mailboxes/{mailboxName}' },
  'playbacks.get': { method: 'GET', path: 'playbacks/{playbackId}' },
  'playbacks.stop': { method: 'DELETE', path: 'playbacks/{playbackId}' },
  'playbacks.control': { method: 'POST', path: 'playbacks/{playbackId}/control' },
  'recordings.listStored': { method: 'GET', path: 'recordings/stored' },
  'recordings.getStored': { method: 'GET', path: 'recordings/stored/{recordingName}' },
  'recordings.deleteStored': { method: 'DELETE', path: 'recordings/stored/{recordingName}' },
  'recordings.copyStored': { method: 'POST', path: 'recordings/stored/{recordingName}/copy' },
  'recordings.getLive': { method: 'GET', path: 'recordings/live/{recordingName}' },
  'recordings.cancel': { method: 'DELETE', path: 'recordings/live/{recordingName}' },
  'recordings.stop': { method: 'POST', path: 'recordings/live/{recordingName}/stop' },
  'recordings.pause': { method: 'POST', path: 'recordings/live/{recordingName}/pause' },
  'recordings.unpause': { method: 'DELETE', path: 'recordings/live/{recordingName}/pause' },
  'recordings.mute': { method: 'POST', path: 'recordings/live/{recordingName}/mute' },
  'recordings.unmute': { method: 'DELETE', path: 'recordings/live/{recordingName}/mute' },
  'sounds.list': { method: 'GET', path: 'sounds' },
  'sounds.get': { method: 'GET', path: 'sounds/{soundId}' },
};
