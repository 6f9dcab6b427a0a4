import { printed } from './printed.ts';

/**
 * What the manual prints (TelServices v1.7), without its spaces and line breaks. Call events, by the number of the example.
 */
export const callEvents = {
  '1 initiated': printed(`
    <TelServiceEvent><deviceNumber>1101</deviceNumber><event><call><id>1</id><primCall><state>
    <initiated/></state><otherParty><number/></otherParty><duration>0</duration><isOutgoing>
    <true/></isOutgoing><isConference><false/></isConference></primCall><permittedServices>
    <dropCall/></permittedServices></call></event></TelServiceEvent>`),
  '1 originated': printed(`
    <TelServiceEvent><deviceNumber>1101</deviceNumber><event><call><id>1</id><primCall><state>
    <originated/></state><otherParty><number>1102</number></otherParty><duration>0</duration>
    <isOutgoing><true/></isOutgoing><isConference><false/></isConference></primCall>
    <permittedServices><dropCall/></permittedServices></call></event></TelServiceEvent>`),
  '1 delivered': printed(`
    <TelServiceEvent><deviceNumber>1101</deviceNumber><event><call><id>1</id><primCall><state>
    <delivered/></state><otherParty><number>1102</number></otherParty><duration>0</duration>
    <isOutgoing><true/></isOutgoing><isConference><false/></isConference></primCall>
    <permittedServices><dropCall/></permittedServices></call></event></TelServiceEvent>`),
  '1 connected': printed(`
    <TelServiceEvent><deviceNumber>1101</deviceNumber><event><call><id>1</id><primCall><state>
    <connected/></state><otherParty><number>1102</number></otherParty><duration>0</duration>
    <isOutgoing><true/></isOutgoing><isConference><false/></isConference></primCall>
    <permittedServices><holdCall/><dropCall/><divertCall/><consultationCall/></permittedServices>
    </call></event></TelServiceEvent>`),
  '2 alerting': printed(`
    <TelServiceEvent><deviceNumber>1102</deviceNumber><event><call><id>1</id><primCall><state>
    <alerting/></state><otherParty><number>1101</number></otherParty><duration>0</duration>
    <isOutgoing><false/></isOutgoing><isConference><false/></isConference></primCall>
    <permittedServices><answerCall/><divertCall/></permittedServices></call></event>
    </TelServiceEvent>`),
  '2 connected': printed(`
    <TelServiceEvent><deviceNumber>1102</deviceNumber><event><call><id>1</id><primCall><state>
    <connected/></state><otherParty><number>1101</number></otherParty><duration>0</duration>
    <isOutgoing><false/></isOutgoing><isConference><false/></isConference></primCall>
    <permittedServices><holdCall/><dropCall/><divertCall/><consultationCall/></permittedServices>
    </call></event></TelServiceEvent>`),
  '3 initiated': printed(`
    <TelServiceEvent><deviceNumber>1101</deviceNumber><event><call><id>1</id><primCall><state>
    <hold/></state><otherParty><number>1102</number></otherParty><duration>118</duration>
    <isOutgoing><true/></isOutgoing><isConference><false/></isConference></primCall><secCall><state>
    <initiated/></state><otherParty><number/></otherParty><duration>0</duration><isOutgoing>
    <true/></isOutgoing><isConference><false/></isConference></secCall><permittedServices>
    <dropCall/><reconnectCall/></permittedServices></call></event></TelServiceEvent>`),
  '3 originated': printed(`
    <TelServiceEvent><deviceNumber>1101</deviceNumber><event><call><id>1</id><primCall><state>
    <hold/></state><otherParty><number>1102</number></otherParty><duration>118</duration>
    <isOutgoing><true/></isOutgoing><isConference><false/></isConference></primCall><secCall><state>
    <originated/></state><otherParty><number>1103</number></otherParty><duration>0</duration>
    <isOutgoing><true/></isOutgoing><isConference><false/></isConference></secCall>
    <permittedServices><dropCall/><reconnectCall/></permittedServices></call></event>
    </TelServiceEvent>`),
  '3 delivered': printed(`
    <TelServiceEvent><deviceNumber>1101</deviceNumber><event><call><id>1</id><primCall><state>
    <hold/></state><otherParty><number>1102</number></otherParty><duration>119</duration>
    <isOutgoing><true/></isOutgoing><isConference><false/></isConference></primCall><secCall><state>
    <delivered/></state><otherParty><number>1103</number></otherParty><duration>0</duration>
    <isOutgoing><true/></isOutgoing><isConference><false/></isConference></secCall>
    <permittedServices><dropCall/><reconnectCall/><transferCall/></permittedServices></call></event>
    </TelServiceEvent>`),
  '3 connected': printed(`
    <TelServiceEvent><deviceNumber>1101</deviceNumber><event><call><id>1</id><primCall><state>
    <hold/></state><otherParty><number>1102</number></otherParty><duration>124</duration>
    <isOutgoing><true/></isOutgoing><isConference><false/></isConference></primCall><secCall><state>
    <connected/></state><otherParty><number>1103</number></otherParty><duration>0</duration>
    <isOutgoing><true/></isOutgoing><isConference><false/></isConference></secCall>
    <permittedServices><dropCall/><holdCall/><reconnectCall/><alternateCall/><transferCall/>
    <conferenceCall/></permittedServices></call></event></TelServiceEvent>`),
  '4 first transfer': printed(`
    <TelServiceEvent><deviceNumber>1104</deviceNumber><event><call><id>1</id><primCall><state>
    <connected/></state><otherParty><number>1102</number></otherParty><lastRedirectionParty>
    <number>1103</number></lastRedirectionParty><duration>11</duration><isOutgoing>
    <false/></isOutgoing><isConference><false/></isConference><cause><transfer/></cause></primCall>
    <permittedServices><holdCall/><dropCall/><divertCall/><consultationCall/></permittedServices>
    </call></event></TelServiceEvent>`),
  '4 second transfer': printed(`
    <TelServiceEvent><deviceNumber>1104</deviceNumber><event><call><id>1</id><primCall><state>
    <connected/></state><otherParty><number>1101</number></otherParty><lastRedirectionParty>
    <number>1102</number></lastRedirectionParty><duration>44</duration><isOutgoing>
    <false/></isOutgoing><isConference><false/></isConference><cause><transfer/></cause></primCall>
    <permittedServices><holdCall/><dropCall/><divertCall/><consultationCall/></permittedServices>
    </call></event></TelServiceEvent>`),
  '5 alerting': printed(`
    <TelServiceEvent><deviceNumber>1103</deviceNumber><event><call><id>1</id><primCall><state>
    <alerting/></state><otherParty><number>1101</number></otherParty><firstCalledParty>
    <number>1102</number></firstCalledParty><lastRedirectionParty><number>1102</number>
    </lastRedirectionParty><duration>0</duration><isOutgoing><false/></isOutgoing><isConference>
    <false/></isConference></primCall><permittedServices><answerCall/>
    <divertCall/></permittedServices></call></event></TelServiceEvent>`),
  '6 alerting': printed(`
    <TelServiceEvent><deviceNumber>1104</deviceNumber><event><call><id>1</id><primCall><state>
    <alerting/></state><otherParty><number>1101</number></otherParty><firstCalledParty>
    <number>1102</number></firstCalledParty><lastRedirectionParty><number>1103</number>
    </lastRedirectionParty><duration>0</duration><isOutgoing><false/></isOutgoing><isConference>
    <false/></isConference></primCall><permittedServices><answerCall/>
    <divertCall/></permittedServices></call></event></TelServiceEvent>`),
} as const;
