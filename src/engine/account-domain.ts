import { createRequire } from 'node:module';
import type * as Tldts from 'tldts';
import { domainFacts } from './addresses.js';

/**
 * The domain that stands for the company behind a business address (S3.8): the registrable part of its mail domain, as people
 * write it. So `mail.acme.co.uk` is `acme.co.uk`, and `acme.github.io` is itself, because others rent its neighbours.
 * Undefined for free and disposable mail providers, for what is no domain, and for suffixes under which anybody may register.
 */
export function accountDomain(mailDomain: string): string | undefined {
  const { kind, display } = domainFacts(mailDomain);
  if (kind !== 'company') return undefined;
  const domain = registrableDomain(display);
  // A host below a free provider is not in the list of providers, its registrable domain is.
  return domain !== undefined && domainFacts(domain).kind === 'company' ? domain : undefined;
}

/** Who has mail at the very domain that is rented out, as `homeoffice.gov.uk` is, belongs to its owner. */
function registrableDomain(host: string): string | undefined {
  // The list of suffixes is read at the first call: a run without accounts never needs it.
  suffixes ??= createRequire(import.meta.url)('tldts') as typeof Tldts;
  return suffixes.getDomain(host, { allowPrivateDomains: true }) ?? suffixes.getDomain(host) ?? undefined;
}

let suffixes: typeof Tldts | undefined;
