import { printed } from './printed.ts';

/**
 * What the manual prints (TelServices v1.7), without its spaces and line breaks. The specific results.
 */
export const results = {
  qualifyCall: printed(`
    <TelServiceReturn><result><qualifyCall><number>1101</number></qualifyCall></result>
    </TelServiceReturn>`),
  agent: printed(`
    <TelServiceReturn><result><agent><state><workingAfterCall/></state><timeout>30</timeout>
    <inboundServices><service>service1</service></inboundServices><permittedStates><ready/>
    <notReady/><workingAfterCall/></permittedStates></agent></result></TelServiceReturn>`),
  doNotDisturb: printed(`
    <TelServiceReturn><result><doNotDisturb><off/></doNotDisturb></result></TelServiceReturn>`),
  forwards: printed(`
    <TelServiceReturn><result><forwards><forward><number>1102</number><type><immediate/></type>
    <state><on/></state></forward></forwards></result></TelServiceReturn>`),
  'no forwards': printed(`
    <TelServiceReturn><result><forwards/></result></TelServiceReturn>`),
  history: printed(`
    <TelServiceReturn><result><history><record><creationDate>2009-12-02</creationDate>
    <creationTime>15:32:43</creationTime><otherParty><number>8005</number></otherParty>
    <alertingDuration>0</alertingDuration><duration>0</duration><isOutgoing><true/></isOutgoing>
    <isConnected><false/></isConnected><cause><normal/></cause></record><record>
    <creationDate>2009-12-02</creationDate><creationTime>14:53:27</creationTime><otherParty>
    <number>8002</number></otherParty><alertingDuration>0</alertingDuration><duration>0</duration>
    <isOutgoing><true/></isOutgoing><isConnected><false/></isConnected><cause><normal/></cause>
    </record></history></result></TelServiceReturn>`),
  msgWaiting: printed(`
    <TelServiceReturn><result><msgWaiting><off/></msgWaiting></result></TelServiceReturn>`),
  'user snapshot': printed(`
    <TelServiceReturn><result><userStatistics><snapshot><agentState><ready/></agentState>
    <inboundServices><service>service1</service></inboundServices></snapshot>
    </userStatistics></result></TelServiceReturn>`),
  'nothing found': printed(`
    <TelServiceReturn><result><searchDirectory/></result></TelServiceReturn>`),
  'names found': printed(`
    <TelServiceReturn><result><searchDirectory><party><number>+801</number>
    <name>Marcel Jagger</name><numberType><work/></numberType><company>uniGone</company></party>
    <party><number>+33160127764</number><name>Martin Jagger</name><numberType><home/></numberType>
    <company>uniGone</company></party></searchDirectory></result></TelServiceReturn>`),
  'number found': printed(`
    <TelServiceReturn><result><searchDirectory><party><number>+33160127764</number>
    <name>Martin Jagger</name><numberType><home/></numberType><company>uniGone</company>
    </party></searchDirectory></result></TelServiceReturn>`),
  'snapshot of an alerting call': printed(`
    <TelServiceReturn><result><snapshot><calls><call><id>1</id><primCall><state><alerting/></state>
    <otherParty><number>1101</number></otherParty><duration>0</duration><isOutgoing>
    <false/></isOutgoing><isConference><false/></isConference></primCall><permittedServices>
    <answerCall/><divertCall/></permittedServices></call></calls><forwards/><msgWaiting>
    <off/></msgWaiting><doNotDisturb><off/></doNotDisturb></snapshot></result></TelServiceReturn>`),
  'snapshot without calls': printed(`
    <TelServiceReturn><result><snapshot><calls/><forwards><forward><number>1102</number><type>
    <immediate/></type><state><on/></state></forward></forwards><msgWaiting><off/></msgWaiting>
    <doNotDisturb><off/></doNotDisturb></snapshot></result></TelServiceReturn>`),
  routingPointState: printed(`
    <TelServiceReturn><result><routingPointState><started-running/></routingPointState>
    </result></TelServiceReturn>`),
  'routing point snapshot': printed(`
    <TelServiceReturn><result><routingPointStatistics><snapshot>
    <queuedCallsCount>0</queuedCallsCount><queuedCallsDuration>00:00:00</queuedCallsDuration>
    <readyAvailableAgentsCount>2</readyAvailableAgentsCount>
    <busyOrWorkingAfterCallAgentsCount>0</busyOrWorkingAfterCallAgentsCount>
    <notReadyOrDirectCallAgentsCount>0</notReadyOrDirectCallAgentsCount>
    <agentsInCallCount>0</agentsInCallCount>
    <loggedOffOrClosedAgentsCount>3</loggedOffOrClosedAgentsCount><agents><agent>
    <deviceNumber>8001</deviceNumber><userID>agent8001</userID><agentState><ready/></agentState>
    <inboundServices><service>service1</service></inboundServices></agent><agent>
    <deviceNumber>8002</deviceNumber><agentState><loggedOff/></agentState></agent><agent>
    <deviceNumber>8003</deviceNumber><userID>agent8003</userID><agentState><ready/></agentState>
    <inboundServices><service>service1</service></inboundServices></agent><agent>
    <deviceNumber>8004</deviceNumber><agentState><loggedOff/></agentState></agent><agent>
    <deviceNumber>8005</deviceNumber><agentState><loggedOff/></agentState></agent></agents>
    </snapshot></routingPointStatistics></result></TelServiceReturn>`),
} as const;
