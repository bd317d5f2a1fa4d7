import { domainToUnicode } from 'node:url';
import { accountDomain } from '../../src/engine/account-domain.js';
import type { AccountConfig } from '../../src/model/audience.js';
import { readAddress } from './addresses.js';
import { codePointOrder } from './conditions.js';
import type { UsedLead } from './inputs.js';
import { foldText, readText } from './values.js';

export interface NaiveAccount {
  readonly name: string;
  readonly score: number;
  readonly people: number;
}

/** The account of each lead that has one (S3.8), by the key of the lead. */
export function rollUp(
  { by, method }: AccountConfig,
  leads: readonly UsedLead[],
  scoreOf: (key: string) => number,
): ReadonlyMap<string, NaiveAccount> {
  const nameOf = ({ row }: UsedLead) =>
    by === 'domain' ? businessDomain(row.email) : readText(row[by.field]);
  const accounts = new Map<string, NaiveAccount>();
  for (const lead of leads) {
    const own = nameOf(lead);
    if (own === undefined) continue;
    const people = leads.filter((other) => foldText(nameOf(other) ?? '') === foldText(own));
    const names = people.flatMap((one) => nameOf(one) ?? []).sort(codePointOrder);
    const scores = people.map(({ key }) => scoreOf(key)).sort((a, b) => b - a);
    accounts.set(lead.key, { name: names[0] ?? '', score: combine(scores, method), people: people.length });
  }
  return accounts;
}

function combine(scores: readonly number[], method: AccountConfig['method']): number {
  if (typeof method === 'object') return sum(scores.slice(0, method.top));
  if (method === 'max') return scores[0] ?? 0;
  return method === 'mean' ? sum(scores) / scores.length : sum(scores);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function businessDomain(cell: string | undefined): string | undefined {
  const address = readAddress(cell);
  if (address === undefined || !['business', 'role'].includes(address.kind)) return undefined;
  return accountDomain(domainToUnicode(address.domain));
}
