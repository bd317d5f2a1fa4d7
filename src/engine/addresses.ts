import { createRequire } from 'node:module';
import { domainToASCII, domainToUnicode } from 'node:url';
import type { EmailKind } from '../model/fields.js';

/** What is known of a mail domain. `company` is left to the local part: a role address or a business address. */
export interface DomainFacts {
  readonly kind: Extract<EmailKind, 'invalid' | 'disposable' | 'free'> | 'company';
  /** As people write it: lower case, Unicode. */
  readonly display: string;
}

/**
 * Looks a domain up in the lists of free and disposable mail providers (S2.3). The lists are read at the first call:
 * most runs of a config without e-mail rules never need them.
 */
export function domainFacts(domain: string): DomainFacts {
  const ascii = domainToASCII(domain);
  const display = ascii === '' ? domain.toLowerCase() : domainToUnicode(ascii);
  if (!isHostName(ascii)) return { kind: 'invalid', display };
  providers ??= loadProviders();
  if (matches(providers.disposable, ascii)) return { kind: 'disposable', display };
  return { kind: providers.free.has(ascii) ? 'free' : 'company', display };
}

/** Shape of a usable address: one @, no blanks, a domain with a dot. Also used as RE2 pattern. */
export const addressShape = '[^@\\s]+@[^@\\s]+\\.[^@\\s]+';

/**
 * The form in which two addresses are compared (S2.3): trimmed, NFKC, domain lower-case in A-label form, local part
 * lower-case. Undefined for what is no usable address: two cells that say `n/a` do not name one person.
 */
export function matchKey(address: string): string | undefined {
  const normal = address.trim().normalize('NFKC');
  if (!usable.test(normal)) return undefined;
  const at = normal.indexOf('@');
  const domain = domainToASCII(normal.slice(at + 1));
  return domain === '' ? undefined : `${normal.slice(0, at).toLowerCase()}@${domain}`;
}

const usable = new RegExp(`^${addressShape}$`);

/** Local parts that name a function, not a person. */
export const roleLocalParts: readonly string[] = [
  ...[
    'abuse',
    'accounting',
    'accounts',
    'admin',
    'administrator',
    'billing',
    'booking',
    'careers',
    'compliance',
    'contact',
  ],
  ...[
    'customerservice',
    'enquiries',
    'events',
    'feedback',
    'finance',
    'hello',
    'help',
    'helpdesk',
    'hostmaster',
    'hr',
    'info',
  ],
  ...[
    'inquiries',
    'invoice',
    'invoices',
    'jobs',
    'legal',
    'mail',
    'marketing',
    'media',
    'newsletter',
    'no-reply',
    'noreply',
  ],
  ...[
    'office',
    'orders',
    'postmaster',
    'press',
    'privacy',
    'procurement',
    'purchasing',
    'reception',
    'recruiting',
    'sales',
  ],
  ...[
    'security',
    'service',
    'shop',
    'support',
    'team',
    'webmaster',
    'anfrage',
    'bestellung',
    'bewerbung',
    'buchhaltung',
  ],
  ...[
    'datenschutz',
    'einkauf',
    'empfang',
    'info-de',
    'kontakt',
    'kundenservice',
    'personal',
    'post',
    'presse',
    'rechnung',
  ],
  ...['sekretariat', 'verkauf', 'vertrieb', 'verwaltung', 'zentrale'],
];

interface Providers {
  readonly free: ReadonlySet<string>;
  readonly disposable: ReadonlySet<string>;
}

let providers: Providers | undefined;

function loadProviders(): Providers {
  const require = createRequire(import.meta.url);
  const { disposableEmailBlocklistSet } = require('disposable-email-domains-js') as {
    disposableEmailBlocklistSet: () => Set<string>;
  };
  const free = require('email-providers/all.json') as readonly string[];
  return { free: new Set(free), disposable: disposableEmailBlocklistSet() };
}

/** A disposable provider hands out subdomains, too. */
function matches(domains: ReadonlySet<string>, domain: string): boolean {
  for (let rest = domain; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    if (domains.has(rest)) return true;
  }
  return false;
}

function isHostName(ascii: string): boolean {
  if (ascii.length > 253 || !ascii.includes('.')) return false;
  const labels = ascii.split('.');
  return (
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}
