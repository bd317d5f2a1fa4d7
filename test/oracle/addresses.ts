import { domainToASCII } from 'node:url';
import { trim } from './values.js';

export interface Address {
  /** What leads and events are joined by (S2.3). */
  readonly matchKey: string;
  readonly domain: string;
  readonly kind: 'disposable' | 'free' | 'role' | 'business';
}

const disposable = ['mailinator.com'];
const free = ['gmail.com', 'gmx.de', 'yahoo.com'];
const roles = ['info', 'sales', 'vertrieb', 'team'];

/** An address of S2.3, or `undefined` when it is not usable. Knows only the providers that the worlds of `arbitraries.ts` use. */
export function readAddress(cell: string | undefined): Address | undefined {
  const text = trim((cell ?? '').normalize('NFKC'));
  const [, localPart = '', host = ''] = /^([^@\s]+)@([^@\s]+\.[^@\s]+)$/.exec(text) ?? [];
  const domain = domainToASCII(host.toLowerCase());
  if (localPart === '' || domain === '') return undefined;
  const local = localPart.toLowerCase();
  return { matchKey: `${local}@${domain}`, domain, kind: kindOf(local, domain) };
}

function kindOf(local: string, domain: string): Address['kind'] {
  if (disposable.includes(domain)) return 'disposable';
  if (free.includes(domain)) return 'free';
  return roles.includes(local) ? 'role' : 'business';
}
