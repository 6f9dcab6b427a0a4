import { describe, expect, it } from 'vitest';
import { showProblem } from '../../../../src/office/problem.ts';
import { officeFrom, readOffice } from '../../../../src/office/read.ts';
import { withoutPasswords, withoutSecrets } from '../../../../src/office/without-secrets.ts';
import type { WebhookOffice } from '../../../../src/gateways/webhooks/settings.ts';

const text = `office: Test
queues: [{ id: support, name: Support }]
webhooks:
  accountId: acme
  allow: [crm.example.com, '*.example.org', 10.0.0.0/8]
  giveUpAfter: 2h
  calls:
    method: GET
    incoming: https://crm.example.com/in?key=7
    ended:
  queues:
    - { queue: support, answered: http://10.1.2.3:8080/answered, incoming: '' }
  endpoints:
    - { id: crm, url: https://a.b.example.org/hook, secret: 0123456789abcdef, events: [ended] }
    - { id: all, url: https://crm.example.com/hook, secret: fedcba9876543210 }
`;

function problemsOf(webhooks: string): string[] {
  const reading = readOffice(
    `office: Test\nqueues: [{ id: support, name: Support }]\nwebhooks:\n${webhooks}`,
  );
  return reading.ok ? [] : reading.problems.map((problem) => showProblem('office.yaml', problem));
}

describe('webhooks in the office file', () => {
  it('are read as the gateway needs them', () => {
    const office: WebhookOffice = officeFrom(text);
    expect(office.webhooks).toEqual({
      accountId: 'acme',
      allow: ['crm.example.com', '*.example.org', '10.0.0.0/8'],
      attempts: 100,
      giveUpAfterMs: 7_200_000,
      calls: { method: 'GET', incoming: 'https://crm.example.com/in?key=7', ended: null },
      queues: [{ queue: 'support', answered: 'http://10.1.2.3:8080/answered', incoming: null }],
      endpoints: [
        { id: 'crm', url: 'https://a.b.example.org/hook', secret: '0123456789abcdef', events: ['ended'] },
        {
          id: 'all',
          url: 'https://crm.example.com/hook',
          secret: 'fedcba9876543210',
          events: ['incoming', 'answered', 'outgoing', 'ended'],
        },
      ],
    });
    expect(officeFrom('office: Test').webhooks).toBeUndefined();
  });

  it('lead to allowed hosts only, whichever way an address is written', () => {
    const wrong = (allow: string, url: string) =>
      problemsOf(`  allow: ${allow}\n  calls:\n    ended: "${url}"\n`).map((line) =>
        line.replace(/^\S+ /, ''),
      );
    const refused = (url: string) => [
      `webhooks.calls.ended: "${url}" leads to a host that is not listed under webhooks.allow`,
    ];
    expect(wrong('[]', 'https://crm.example.com/')).toEqual(refused('https://crm.example.com/'));
    expect(wrong('["*.example.com"]', 'https://example.com/')).toEqual(refused('https://example.com/'));
    expect(wrong('["*.example.com"]', 'https://evilexample.com/')).toEqual(
      refused('https://evilexample.com/'),
    );
    expect(wrong('[10.0.0.0/8]', 'http://2130706433/')).toEqual(refused('http://2130706433/'));
    expect(wrong('[127.0.0.1]', 'http://0x7f.1/')).toEqual([]);
    expect(wrong('["fd00::/8"]', 'http://[fd00::1]:8080/')).toEqual([]);
    expect(wrong('[crm.example.com]', 'HTTPS://CRM.example.COM:8443/x')).toEqual([]);
  });

  it('are refused with the place and the reason of each mistake', () => {
    expect(
      problemsOf(`  allow: ['http://x', 10.0.0.0/33, 10.0.0.0/8/8, 'fe80::1%eth0']
  attempts: 0
  giveUpAfter: 5s
  calls: { method: PUT, answered: ftp://x.example.com/, ended: 'https://a:b@x.example.com/' }
  endpoints: [{ id: calls, url: '', secret: short, events: [] }]
`).map((line) => line.replace(/^\S+ (\S+): .*/, '$1')),
    ).toEqual([
      'webhooks.allow[0]',
      'webhooks.allow[1]',
      'webhooks.allow[2]',
      'webhooks.allow[3]',
      'webhooks.attempts',
      'webhooks.giveUpAfter',
      'webhooks.calls.method',
      'webhooks.calls.answered',
      'webhooks.calls.ended',
      'webhooks.endpoints[0].id',
      'webhooks.endpoints[0].url',
      'webhooks.endpoints[0].secret',
      'webhooks.endpoints[0].events',
    ]);
    expect(
      problemsOf("  endpoints: [{ id: a, url: 'https://x/', secret: short-secret }]\n").join(),
    ).not.toContain('short-secret');
  });

  it('say of an address what one is', () => {
    expect(problemsOf('  calls: { ended: crm }\n')).toEqual([
      expect.stringContaining('"crm" is not an address such as https://crm.example.com/calls') as unknown,
    ]);
  });

  it('name queues that there are, once, and endpoints by different ids', () => {
    const endpoint = '{ id: crm, url: http://10.0.0.1/, secret: 0123456789abcdef }';
    expect(
      problemsOf(`  allow: [10.0.0.1]
  queues: [{ queue: support }, { queue: support }, { queue: sales }]
  endpoints: [${endpoint}, ${endpoint}]
`),
    ).toEqual([
      'office.yaml:5:41 webhooks.queues[1].queue: "support" has its addresses already',
      'office.yaml:5:61 webhooks.queues[2].queue: "sales" is not a queue of this office',
      expect.stringContaining('webhooks.endpoints[1].id: "crm" is the id of another endpoint too'),
    ]);
  });

  it('keep their secrets where they are stored and lose them where they are shown', () => {
    const document = officeFrom(text);
    expect(JSON.stringify(withoutPasswords(document))).toContain('0123456789abcdef');
    const shown = JSON.stringify(withoutSecrets(document));
    expect(shown).not.toMatch(/0123456789abcdef|fedcba9876543210/);
    expect(shown).toContain('https://a.b.example.org/hook');
    expect(withoutSecrets(officeFrom('office: Test')).webhooks).toBeUndefined();
  });
});
