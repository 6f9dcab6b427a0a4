import { printed } from './printed.ts';

/**
 * What the manual prints (TelServices v1.7), without its spaces and line breaks. The other events.
 */
export const events = {
  agent: printed(`
    <TelServiceEvent><event><agent><state><workingAfterCall/></state><timeout>30</timeout>
    <inboundServices><service>service1</service></inboundServices><permittedStates><ready/>
    <notReady/><workingAfterCall/></permittedStates></agent></event></TelServiceEvent>`),
  'forward on': printed(`
    <TelServiceEvent><event><forward><number>1102</number><type><immediate/></type><state>
    <on/></state></forward></event></TelServiceEvent>`),
  'forward off': printed(`
    <TelServiceEvent><event><forward><number>1102</number><type><immediate/></type><state>
    <off/></state></forward></event></TelServiceEvent>`),
  doNotDisturb: printed(`
    <TelServiceEvent><event><doNotDisturb><on/></doNotDisturb></event></TelServiceEvent>`),
  msgWaiting: printed(`
    <TelServiceEvent><event><msgWaiting><on/></msgWaiting></event></TelServiceEvent>`),
  session: printed(`
    <TelServiceEvent><event><session><pbxlinkOutOfService/></session></event></TelServiceEvent>`),
} as const;
