import { describe, expect, it } from 'vitest';
import { accountDomain } from '../../src/engine/account-domain.js';

describe('C8 the account of a business address is its registrable domain', () => {
  it.each([
    ['acme.com', 'acme.com'],
    ['Mail.ACME.com', 'acme.com'],
    ['a.b.acme.co.uk', 'acme.co.uk'],
    ['acme.com.cn', 'acme.com.cn'],
    ['vertrieb.müller.de', 'müller.de'],
    ['vertrieb.xn--mller-kva.de', 'müller.de'],
    ['acme.example', 'acme.example'],
    ['mail.acme.example', 'acme.example'],
    ['acme.github.io', 'acme.github.io'],
    ['mail.acme.github.io', 'acme.github.io'],
    ['homeoffice.gov.uk', 'homeoffice.gov.uk'],
  ])('%s -> %s', (mailDomain, account) => {
    expect(accountDomain(mailDomain)).toBe(account);
  });

  it.each([
    ['a free provider', 'gmail.com'],
    ['a free provider', 'qq.com'],
    ['a host of a free provider', 'mail.gmx.de'],
    ['a disposable provider', 'mailinator.com'],
    ['a host of a disposable provider', 'x.mailinator.com'],
    ['a suffix', 'co.uk'],
    ['a name without a dot', 'localhost'],
    ['an address of a machine', '192.168.0.1'],
    ['no domain', 'a b.com'],
    ['nothing', ''],
  ])('%s is none: %s', (_, mailDomain) => {
    expect(accountDomain(mailDomain)).toBeUndefined();
  });
});
