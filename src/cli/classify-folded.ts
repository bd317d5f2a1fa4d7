import { prepareAccounts, storeAccounts } from '../engine/classify/accounts.js';
import { type Classified, type ClassifyInput, classifyLeads } from '../engine/classify/classify-leads.js';
import type { ProfileNeeds } from '../engine/classify/profile-needs.js';
import { readQueue, storeOwners } from '../engine/classify/queue.js';
import { prepareTitles } from '../engine/classify/titles.js';
import type { Database } from '../engine/database.js';
import { assignQueue, teamOf } from '../fold/assign-queue.js';
import { type AccountFeatures, rollUpAccounts, splitRoles } from '../fold/roll-up-accounts.js';
import { buyingRoles } from '../model/audience.js';

/** Leads whose events have been folded, and what is wanted of them. */
export type FoldedLeads = Omit<ClassifyInput, 'accounts'> & { readonly needs: ProfileNeeds };

/** Brings engine and fold together: texts become numbers, accounts are rolled up, leads classified and handed to sales. */
export async function classifyFolded(database: Database, leads: FoldedLeads): Promise<Classified> {
  const { needs, config, wanted, features, fields } = leads;
  if (needs.titles) await prepareTitles(database, config.audience.titles, fields);
  const accounts = needs.accounts ? await rollUp(database, leads) : undefined;
  const classified = await classifyLeads(database, { ...leads, accounts });
  if (accounts !== undefined && wanted.accounts) {
    const rolesOf = Array.from({ length: 2 ** buyingRoles.length }, (_, mask) => {
      const { present, missing } = splitRoles(mask, config.score.account.roles);
      return { present: present.join(';'), missing: missing.join(';') };
    });
    await storeAccounts(database, accounts, { ...features, account: accounts.account }, rolesOf);
  }
  if (wanted.columns.includes('owner')) await assignOwners(database, leads);
  return classified;
}

async function rollUp(
  database: Database,
  { config, features, fields, wanted }: FoldedLeads,
): Promise<AccountFeatures & { readonly account: Int32Array }> {
  const { account, role, accounts } = await prepareAccounts(
    database,
    config.score.account,
    fields,
    wanted.apart,
  );
  const { score, firstTouchAt, lastEventAt } = features;
  const members = { account, role, score, firstTouchAt, lastEventAt };
  return { ...rollUpAccounts(members, accounts, config.score.account.method), account };
}

/** Gives the ready leads of nobody to sales (E5). Leads that have an owner keep it and wait for nobody. */
async function assignOwners(database: Database, { config, features }: FoldedLeads): Promise<void> {
  const { queue } = config.audience;
  if (queue.rules.length === 0 && queue.otherwise === undefined) return;
  const { lead, ruleMasks } = await readQueue(database, queue);
  const { owner } = assignQueue(
    {
      ready: new Uint8Array(lead.length).fill(1),
      readyAt: Float64Array.from(lead, (ord) => features.readyAt[ord] as number),
      keyRank: Int32Array.from(lead.keys()),
      ruleMasks,
      owner: new Int32Array(lead.length).fill(-1),
    },
    queue,
    0,
  );
  await storeOwners(database, lead, owner, teamOf(queue));
}
