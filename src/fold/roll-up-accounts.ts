import { type AccountConfig, type BuyingRole, buyingRoles } from '../model/audience.js';

/** What the roll-up needs of the people, in columns by lead ordinal. */
export interface AccountMembers {
  /** Ordinal of the lead's account, -1 for none. */
  readonly account: Int32Array;
  readonly score: Float64Array;
  /** Index into `buyingRoles`, -1 for an unknown role. */
  readonly role: Int8Array;
  /** UTC ms, NaN where there is none. */
  readonly firstTouchAt: Float64Array;
  readonly lastEventAt: Float64Array;
}

/** What is known of each account, in columns by account ordinal. */
export interface AccountFeatures {
  /** 0 for an account without people. */
  readonly score: Float64Array;
  readonly people: Int32Array;
  /** Bit n is set when somebody has role n. */
  readonly roles: Int32Array;
  /** UTC ms, NaN where nobody has one. */
  readonly firstTouchAt: Float64Array;
  readonly lastEventAt: Float64Array;
}

/**
 * Rolls people up to accounts (S3.8). The scores of an account are added from the highest to the lowest, so that the sum
 * depends on who its people are and not on the order in which they came.
 */
export function rollUpAccounts(
  members: AccountMembers,
  accounts: number,
  method: AccountConfig['method'],
): AccountFeatures {
  const { people, scores } = groupScores(members, accounts);
  const features: AccountFeatures = {
    score: new Float64Array(accounts),
    people,
    roles: new Int32Array(accounts),
    firstTouchAt: new Float64Array(accounts).fill(Number.NaN),
    lastEventAt: new Float64Array(accounts).fill(Number.NaN),
  };
  let end = 0;
  for (let account = 0; account < accounts; account++) {
    const start = end;
    end += people[account] as number;
    features.score[account] = combine(scores.subarray(start, end).sort(), method);
  }
  for (let lead = 0; lead < members.account.length; lead++) {
    const account = members.account[lead] as number;
    if (account < 0) continue;
    const role = members.role[lead] as number;
    if (role >= 0) features.roles[account] = (features.roles[account] as number) | (1 << role);
    keep(features.firstTouchAt, account, members.firstTouchAt[lead] as number, -1);
    keep(features.lastEventAt, account, members.lastEventAt[lead] as number, 1);
  }
  return features;
}

/** Which of the roles an account should have are there, and which are missing, by a mask of `AccountFeatures.roles`. */
export function splitRoles(
  mask: number,
  wanted: readonly BuyingRole[],
): { readonly present: readonly BuyingRole[]; readonly missing: readonly BuyingRole[] } {
  const isPresent = (role: BuyingRole) => ((mask >>> buyingRoles.indexOf(role)) & 1) === 1;
  return { present: wanted.filter(isPresent), missing: wanted.filter((role) => !isPresent(role)) };
}

/** The scores of the people, account after account. */
function groupScores(
  { account: accountOf, score }: AccountMembers,
  accounts: number,
): { readonly people: Int32Array; readonly scores: Float64Array } {
  const people = new Int32Array(accounts);
  for (const account of accountOf) if (account >= 0) people[account] = (people[account] as number) + 1;
  const next = new Int32Array(accounts);
  let members = 0;
  for (let account = 0; account < accounts; account++) {
    next[account] = members;
    members += people[account] as number;
  }
  const scores = new Float64Array(members);
  for (let lead = 0; lead < accountOf.length; lead++) {
    const account = accountOf[lead] as number;
    if (account < 0) continue;
    const place = next[account] as number;
    scores[place] = score[lead] as number;
    next[account] = place + 1;
  }
  return { people, scores };
}

/** `ascending` are the scores of one account. */
function combine(ascending: Float64Array, method: AccountConfig['method']): number {
  if (ascending.length === 0) return 0;
  if (typeof method === 'object') return sumOfBest(ascending, method.top);
  switch (method) {
    case 'sum':
      return sumOfBest(ascending, ascending.length);
    case 'max':
      return ascending.at(-1) as number;
    case 'mean':
      return sumOfBest(ascending, ascending.length) / ascending.length;
  }
}

function sumOfBest(ascending: Float64Array, count: number): number {
  const last = Math.max(0, ascending.length - count);
  let sum = 0;
  for (let place = ascending.length - 1; place >= last; place--) sum += ascending[place] as number;
  return sum;
}

/** Keeps the earliest (`sign` -1) or the latest (1) instant; no comparison with NaN holds. */
function keep(instants: Float64Array, account: number, instant: number, sign: 1 | -1): void {
  const known = instants[account] as number;
  if (Number.isNaN(known) || (instant - known) * sign > 0) instants[account] = instant;
}
