/**
 * The scenario of `customers.ts` for SIPp. Fields of the plan: 0 number, 1 status, 2 delay, 3 ring time, 4 talk time,
 * 5 how it rings, 6 sound.
 */
export function customerScenario(sounds: readonly string[], statuses: readonly number[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="customers">
  <recv request="INVITE" rrs="true">
    <action>
      <ereg regexp=".*" search_in="hdr" header="From:" assign_to="from"/>
      <ereg regexp="sip:[^@0-9]*([0-9]+)@" search_in="hdr" header="To:" check_it="true" assign_to="all,number"/>
      <ereg regexp="([0-9]+) INVITE" search_in="hdr" header="CSeq:" check_it="true" assign_to="all,cseq"/>
      <assignstr assign_to="key" value="[$number]"/>
      <lookup assign_to="line" file="plan.csv" key="[$number]"/>
      <test assign_to="unknown" variable="line" compare="less_than" value="0"/>
      ${note('invite')}
    </action>
  </recv>
  <nop next="unknown" test="unknown"/>
  <nop>
    <action>
      <assignstr assign_to="status" value="${field(1)}"/>
      <assignstr assign_to="delayText" value="${field(2)}"/>
      <todouble assign_to="delay" variable="delayText"/>
      <assignstr assign_to="ringText" value="${field(3)}"/>
      <todouble assign_to="ring" variable="ringText"/>
      <assignstr assign_to="talkText" value="${field(4)}"/>
      <todouble assign_to="talk" variable="talkText"/>
      <assignstr assign_to="rings" value="${field(5)}"/>
      <assignstr assign_to="sound" value="${field(6)}"/>
      ${equals('rings', 'mute', 'isMute')}
      ${equals('rings', 'early', 'isEarly')}
      ${equals('rings', 'none', 'isQuiet')}
      ${equals('status', '200', 'answers')}
    </action>
  </nop>
  <nop next="mute" test="isMute"/>
  ${reply('100 Trying', { tag: false })}
  <pause variable="delay"/>
  <nop next="early" test="isEarly"/>
  <nop next="ringing" test="isQuiet"/>
  ${reply('180 Ringing')}
  <nop next="ringing"/>
  <label id="early"/>
  ${reply('183 Session Progress', { sdp: true })}
  ${play(sounds, 'early')}
  <label id="ringing"/>
  <pause variable="ring"/>
  <nop next="answer" test="answers"/>
  <nop><action>${note('status')}</action></nop>
  ${refusals(statuses)}

  <label id="answer"/>
  ${reply('200 OK', { sdp: true, retrans: true })}
  <recv request="ACK"><action>${note('answer')}</action></recv>
  ${play(sounds, 'voice')}
  <pause variable="talk"/>
  <nop><action>${note('bye')}</action></nop>
  <send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[$number]@[local_ip]:[local_port]>;tag=[pid]c[call_number]
To:[$from]
Call-ID: [call_id]
CSeq: 1 BYE
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <recv request="BYE" optional="true" next="crossed"/>
  <recv response="481" optional="true" next="over"/>
  <recv response="200" next="over"/>

  <label id="crossed"/>
  ${reply('200 OK', { tag: false })}
  <recv response="481" optional="true" next="over"/>
  <recv response="200" next="over"/>

  <label id="left"/>
  <nop><action>${note('hung-up')}</action></nop>
  ${reply('200 OK', { tag: false })}
  <nop next="over"/>

  <label id="cancelled"/>
  <nop><action>${note('cancel')}</action></nop>
  ${reply('200 OK')}
  ${reply('487 Request Terminated', { cseq: true })}
  <recv request="ACK" next="over"/>

  <label id="unknown"/>
  ${reply('404 Not in the plan')}
  <recv request="ACK" next="over"/>

  <label id="mute"/>
  <pause milliseconds="60000"/>
  <nop next="over"/>

  <label id="_unexp.main"/>
  <recv request="CANCEL" optional="true" next="cancelled"/>
  <recv request="BYE" next="left"/>

  <label id="over"/>
  <timewait milliseconds="1000"/>
  <Reference variables="all,key,sound"/>
</scenario>
`;
}

function field(index: number): string {
  return `[field${index} file=&quot;plan.csv&quot; line=[$line]]`;
}

function note(what: string): string {
  return `<log message="[clock_tick] [$number] ${what}"/>`;
}

/** Sets a variable for a branch. */
function equals(variable: string, value: string, to: string): string {
  return `<strcmp assign_to="${to}Not" variable="${variable}" value="${value}"/>
      <test assign_to="${to}" variable="${to}Not" compare="equal" value="0"/>`;
}

interface ReplyOptions {
  readonly tag?: boolean;
  readonly sdp?: boolean;
  readonly retrans?: boolean;
  /** To the INVITE, though a CANCEL has come since. */
  readonly cseq?: boolean;
}

function reply(
  status: string,
  { tag = true, sdp = false, retrans = false, cseq = false }: ReplyOptions = {},
): string {
  const body = `Content-Type: application/sdp
Content-Length: [len]

v=0
o=customer 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [rtpstream_audio_port] RTP/AVP 0 101
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000
a=sendrecv`;
  return `<send${retrans ? ' retrans="500"' : ''}><![CDATA[
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:]${tag ? ';tag=[pid]c[call_number]' : ''}
[last_Call-ID:]
${cseq ? 'CSeq: [$cseq] INVITE' : '[last_CSeq:]'}
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
${sdp ? body : 'Content-Length: 0\n'}
  ]]></send>`;
}

/** A status cannot be a variable. */
function refusals(statuses: readonly number[]): string {
  const choices = statuses.map(
    (status) => `<nop><action>${equals('status', String(status), `is${status}`)}</action></nop>
  <nop next="say-${status}" test="is${status}"/>`,
  );
  const answers = statuses.map(
    (status) => `<label id="say-${status}"/>
  ${reply(`${status} Said`)}
  <recv request="ACK" next="over"/>`,
  );
  return [...choices, '<nop next="over"/>', ...answers].join('\n  ');
}

/** Nor can a file's name. */
function play(sounds: readonly string[], where: string): string {
  const choices = sounds.map(
    (name) => `<nop><action>${equals('sound', name, `${where}Is${name}`)}</action></nop>
  <nop next="${where}-${name}" test="${where}Is${name}"/>`,
  );
  const plays = sounds.map(
    (name) => `<label id="${where}-${name}"/>
  <nop next="${where}-done"><action><exec rtp_stream="${name}.ulaw,1,0,PCMU/8000"/></action></nop>`,
  );
  return `${choices.join('\n  ')}
  <nop next="${where}-done"/>
  ${plays.join('\n  ')}
  <label id="${where}-done"/>`;
}
