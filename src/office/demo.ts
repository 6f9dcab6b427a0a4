export type Random = (bytes: number) => Uint8Array;

const consonants = 'bdfghjkmnprstvwz';
const vowels = 'aeiu';
/** Without letters that look like digits. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

export const demoName = 'Demo office';

/** An office to begin with, as a file that explains itself. */
export function demoOffice(random: Random): string {
  const agent = (id: string, name: string, phone: string, role: string) => `
  - id: ${id}
    name: ${name}
    phone: ${phone}
    role: ${role}
    password: ${readablePassword(random)}`;
  const phone = (id: string, callerId: string) => `
  - id: ${id}
    secret: ${secret(random)}
    callerId: ${callerId}`;
  return `# The office: who answers what, and where. Change it, see what would happen and let it happen with
#   npm run cordboard -- apply office.yaml
# Ids are lower-case letters, digits and hyphens; durations are written 500ms, 20s, 2m, 1h.

office: ${demoName}
timeZone: UTC

queues:
  - id: support
    name: Support
    strategy: longest-idle   # whoever has been without a call for longest is asked first
    members: [anna, ben, carla]
    weight: 0                # callers of a heavier queue go first
    music: default           # a music class of Asterisk
    ring: 20s                # how long one phone rings for one call
    wrapUp: 10s              # time for notes after a call
    rest: 5s                 # pause after a refused call
    whenMissed: not-ready    # or: rest
    serviceLevel: 20s        # answered within this time is answered in time
  - id: sales
    name: Sales
    members: [carla, dave]   # whatever is left out has the value shown above

# Every agent is a user of the API and of the desk. A role includes those before it: agent, supervisor, admin.
# Passwords are stored as hashes; they may be deleted here once they have been applied.
agents:${agent('anna', 'Anna', '1001', 'agent')}${agent('ben', 'Ben', '1002', 'agent')}${agent('carla', 'Carla', '1003', 'agent')}${agent('dave', 'Dave', '1004', 'admin')}

# A phone registers with its id as the SIP user and its secret as the SIP password.
# autoAnswer: true is for phones that pick up by themselves when they are asked to, so that the desk can answer.
phones:${phone('1001', 'Anna')}${phone('1002', 'Ben')}${phone('1003', 'Carla')}${phone('1004', 'Dave')}

# Lines to the world. This one is for trying things out: calls from 127.0.0.2 come by it.
trunks:
  - id: test-trunk
    host: 127.0.0.2
    port: 5060
    match: [127.0.0.2]

numbers:
  - number: 700
    queue: support
  - number: 701
    queue: sales

# Whom the office calls by itself (docs/outbound.md). A campaign is stopped until a supervisor starts it, and needs contacts.
callingRules:
  - id: by-day
    windows:
      - { days: mon-sat, hours: ["8:00-21:00"] }   # by the clock of whoever is called
campaigns:
  - id: welcome
    name: Welcome calls
    queue: sales             # its agents talk with the customers
    dialling: preview        # they see the contact first; or: manual, progressive, power, predictive, agentless
    trunks: [test-trunk]
    rules: [by-day]          # or the rules of a law: { id: us, preset: us-tsr }
    dispositions:            # what may come of a talk, and what becomes of the contact
      - { path: Interested, action: success }
      - { path: Later|Promised, action: schedule }
      - { path: Later|Line was bad, action: retry }
      - { path: Not interested }
      - { path: Never again, action: do-not-call }

# What else there is (docs/call-control.md, recording.md, voicemail.md, webhooks.md, directories.md), as in
#
# outside:                      # a 0 leads outside, by the second trunk when the first is not there
#   - { pattern: 0Z., strip: 1, trunks: [line-1, line-2], callerId: "0399123" }
# recording: { format: mp3, direct: on-demand }
# parking: { first: 7001, last: 7020, return: 2m }
#
# record: always                at a queue; group: sales, mailbox: true and callWaiting: true at a phone
`;
}

/** As in `kiba-dune-hari-nuta`: easily read aloud, 48 random bits. */
export function readablePassword(random: Random): string {
  const [...bytes] = random(16);
  const sounds = bytes.map((byte, at) => (at % 2 === 0 ? consonants[byte & 15] : vowels[byte & 3]));
  return sounds.join('').replace(/.{4}(?=.)/g, '$&-');
}

export function secret(random: Random): string {
  return [...random(20)].map((byte) => letters[byte & 31]).join('');
}
