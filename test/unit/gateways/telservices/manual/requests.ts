import { printed } from './printed.ts';

/**
 * What the manual prints (TelServices v1.7), without its spaces and line breaks. Of `doNotDisturb` it
 * prints the root without its first `<`.
 */
export const requests = {
  openSession: printed(`
    <TelServiceRequest><openSession><deviceNumber>1101</deviceNumber>
    <eventUDPPort>20001</eventUDPPort><eventUpdate><full/></eventUpdate>
    </openSession></TelServiceRequest>`),
  'openSession with user': printed(`
    <TelServiceRequest><openSession><deviceNumber>1101</deviceNumber>
    <eventUDPPort>20001</eventUDPPort><eventUpdate><full/></eventUpdate><userID>1101</userID>
    </openSession></TelServiceRequest>`),
  closeSession: printed(`
    <TelServiceRequest><closeSession><deviceNumber>1101</deviceNumber>
    </closeSession></TelServiceRequest>`),
  addPartyToCall: printed(`
    <TelServiceRequest><addPartyToCall><deviceNumber>1102</deviceNumber>
    <addedDeviceNumber>1103</addedDeviceNumber></addPartyToCall></TelServiceRequest>`),
  agentState: printed(`
    <TelServiceRequest><agentState><deviceNumber>1101</deviceNumber><state><notReady/></state>
    </agentState></TelServiceRequest>`),
  alternateCall: printed(`
    <TelServiceRequest><alternateCall><deviceNumber>1102</deviceNumber>
    </alternateCall></TelServiceRequest>`),
  answerCall: printed(`
    <TelServiceRequest><answerCall><deviceNumber>1102</deviceNumber>
    <callingNumber>1101</callingNumber></answerCall></TelServiceRequest>`),
  conferenceCall: printed(`
    <TelServiceRequest><conferenceCall><deviceNumber>1102</deviceNumber>
    </conferenceCall></TelServiceRequest>`),
  consultationCall: printed(`
    <TelServiceRequest><consultationCall><deviceNumber>1102</deviceNumber>
    <consultedDeviceNumber>1103</consultedDeviceNumber></consultationCall></TelServiceRequest>`),
  divertCall: printed(`
    <TelServiceRequest><divertCall><deviceNumber>1102</deviceNumber>
    <divertedDeviceNumber>1103</divertedDeviceNumber></divertCall></TelServiceRequest>`),
  doNotDisturb: printed(`
    <TelServiceRequest><doNotDisturb><deviceNumber>1101</deviceNumber><state><on/></state>
    </doNotDisturb></TelServiceRequest>`),
  dropCall: printed(`
    <TelServiceRequest><dropCall><deviceNumber>1101</deviceNumber></dropCall></TelServiceRequest>`),
  forward: printed(`
    <TelServiceRequest><forward><deviceNumber>1101</deviceNumber><info><number>1102</number><type>
    <immediate/></type><state><on/></state></info></forward></TelServiceRequest>`),
  holdCall: printed(`
    <TelServiceRequest><holdCall><deviceNumber>1101</deviceNumber></holdCall></TelServiceRequest>`),
  makeCall: printed(`
    <TelServiceRequest><makeCall><deviceNumber>1101</deviceNumber>
    <calledDeviceNumber>1102</calledDeviceNumber></makeCall></TelServiceRequest>`),
  qualifyCall: printed(`
    <TelServiceRequest><qualifyCall><deviceNumber>1102</deviceNumber>
    </qualifyCall></TelServiceRequest>`),
  queryAgentState: printed(`
    <TelServiceRequest><queryAgentState><deviceNumber>1101</deviceNumber>
    </queryAgentState></TelServiceRequest>`),
  queryDoNotDisturb: printed(`
    <TelServiceRequest><queryDoNotDisturb><deviceNumber>1101</deviceNumber>
    </queryDoNotDisturb></TelServiceRequest>`),
  queryForward: printed(`
    <TelServiceRequest><queryForward><deviceNumber>1101</deviceNumber>
    </queryForward></TelServiceRequest>`),
  queryHistory: printed(`
    <TelServiceRequest><queryHistory><deviceNumber>8001</deviceNumber>
    <startDate>2009-12-02</startDate></queryHistory></TelServiceRequest>`),
  queryMsgWaiting: printed(`
    <TelServiceRequest><queryMsgWaiting><deviceNumber>1101</deviceNumber>
    </queryMsgWaiting></TelServiceRequest>`),
  queryUserStatistics: printed(`
    <TelServiceRequest><queryUserStatistics><deviceNumber>1101</deviceNumber><type>
    <snapshot/></type></queryUserStatistics></TelServiceRequest>`),
  'queryUserStatistics total': printed(`
    <TelServiceRequest><queryUserStatistics><deviceNumber>1101</deviceNumber><type><total/></type>
    </queryUserStatistics></TelServiceRequest>`),
  reconnectCall: printed(`
    <TelServiceRequest><reconnectCall><deviceNumber>1102</deviceNumber>
    </reconnectCall></TelServiceRequest>`),
  retrieveCall: printed(`
    <TelServiceRequest><retrieveCall><deviceNumber>1101</deviceNumber>
    </retrieveCall></TelServiceRequest>`),
  searchName: printed(`
    <TelServiceRequest><searchName><name>Mar</name></searchName></TelServiceRequest>`),
  searchNumber: printed(`
    <TelServiceRequest><searchNumber><number>+33130127764</number>
    </searchNumber></TelServiceRequest>`),
  snapshot: printed(`
    <TelServiceRequest><snapshot><deviceNumber>1102</deviceNumber></snapshot></TelServiceRequest>`),
  'snapshot 2': printed(`
    <TelServiceRequest><snapshot><deviceNumber>1101</deviceNumber></snapshot></TelServiceRequest>`),
  transferCall: printed(`
    <TelServiceRequest><transferCall><deviceNumber>1102</deviceNumber>
    </transferCall></TelServiceRequest>`),
  updateUserDirectory: printed(`
    <TelServiceRequest><updateUserDirectory><userID>user</userID>
    <directoryName>outlook</directoryName><parties><party><number>0160121314</number>
    <name>Bob Blake</name><numberType><work/></numberType><company>TheCompany</company></party>
    <party><number>0160121315</number><name>Bob Blake</name><numberType><ip/></numberType>
    <company>TheCompany</company></party></parties></updateUserDirectory></TelServiceRequest>`),
  queryRoutingPointState: printed(`
    <TelServiceRequest><queryRoutingPointState><service>service1</service>
    </queryRoutingPointState></TelServiceRequest>`),
  queryRoutingPointStatistics: printed(`
    <TelServiceRequest><queryRoutingPointStatistics><service>service1</service><type>
    <snapshot/></type></queryRoutingPointStatistics></TelServiceRequest>`),
  'queryRoutingPointStatistics total': printed(`
    <TelServiceRequest><queryRoutingPointStatistics><service>service1</service><type><total/></type>
    </queryRoutingPointStatistics></TelServiceRequest>`),
  resumeRoutingPoint: printed(`
    <TelServiceRequest><resumeRoutingPoint><service>camp1</service>
    </resumeRoutingPoint></TelServiceRequest>`),
  startRoutingPoint: printed(`
    <TelServiceRequest><startRoutingPoint><service>camp1</service>
    </startRoutingPoint></TelServiceRequest>`),
  stopRoutingPoint: printed(`
    <TelServiceRequest><stopRoutingPoint><service>camp1</service>
    </stopRoutingPoint></TelServiceRequest>`),
  suspendRoutingPoint: printed(`
    <TelServiceRequest><suspendRoutingPoint><service>camp1</service>
    </suspendRoutingPoint></TelServiceRequest>`),
  updateRoutingPoint: printed(`
    <TelServiceRequest><updateRoutingPoint><service>camp1</service>
    </updateRoutingPoint></TelServiceRequest>`),
  updateDirectory: printed(`
    <TelServiceRequest><updateDirectory><directoryName>ldap</directoryName>
    </updateDirectory></TelServiceRequest>`),
} as const;
