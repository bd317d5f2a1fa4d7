/**
 * Peer: what a Node developer writes, a stream of csv-parse records into Maps.
 * `node csv-parse.mjs LEADS EVENTS OUT`
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { parse } from 'csv-parse';

const asOf = Date.parse('2026-01-01T00:00:00Z');
const halfLifeMs = 30 * 24 * 3600 * 1000;

/** @type {Map<string, { points: number, max: number, url?: string }>} */
const rules = new Map([
  ['trial.started', { points: 30, max: 30 }],
  ['document.created', { points: 25, max: 75 }],
  ['document.shared', { points: 8, max: 40 }],
  ['member.invited', { points: 20, max: 60 }],
  ['integration.connected', { points: 25, max: 50 }],
  ['report.exported', { points: 10, max: 30 }],
  ['api.called', { points: 1, max: 20 }],
  ['page.viewed', { points: 5, max: 20, url: '/pricing' }],
  ['download.completed', { points: 6, max: 18, url: '/whitepaper' }],
  ['form.submitted', { points: 15, max: 30, url: '/demo' }],
  ['webinar.registered', { points: 10, max: 20 }],
  ['webinar.attended', { points: 15, max: 30 }],
  ['video.watched', { points: 4, max: 16 }],
  ['search.performed', { points: 2, max: 10 }],
  ['chat.started', { points: 12, max: 24 }],
  ['review.read', { points: 3, max: 9 }],
  ['email.replied', { points: 15, max: 30 }],
  ['email.subscribed', { points: 5, max: 10 }],
]);
const freeMail = new Set([
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'yahoo.com',
  'icloud.com',
  'gmx.de',
  'web.de',
  't-online.de',
  'qq.com',
  '163.com',
]);

const [leadsFile = '', eventsFile = '', outFile = ''] = process.argv.slice(2);
const scores = await fitOfLeads();
const sums = await sumsOfLeads();
for (const [leadId, byType] of sums) {
  const lead = scores.get(leadId);
  if (!lead) continue;
  for (const [type, { max }] of rules) lead.pain += Math.min(byType[type] ?? 0, max);
  lead.score = lead.fit + lead.pain;
}
await write([...scores.values()].sort((a, b) => b.score - a.score || (a.leadId < b.leadId ? -1 : 1)));

async function fitOfLeads() {
  const leads = new Map();
  for await (const row of records(leadsFile)) {
    let fit = 0;
    if (!freeMail.has(row.email.split('@')[1])) fit += 10;
    if (/\b(vp|head|chief|c[teo]o)\b/i.test(row.title)) fit += 20;
    if (Number(row.employees) >= 50 && Number(row.employees) <= 999) fit += 15;
    if (row.industry === 'software') fit += 10;
    leads.set(row.lead_id, { leadId: row.lead_id, email: row.email, fit, pain: 0, score: fit });
  }
  return leads;
}

async function sumsOfLeads() {
  const counted = new Set();
  /** @type {Map<string, Record<string, number>>} */
  const leads = new Map();
  for await (const row of records(eventsFile)) {
    const rule = rules.get(row.event);
    if (!rule || (rule.url && !row.url.includes(rule.url))) continue;
    const age = asOf - Date.parse(row.timestamp);
    if (age < 0 || counted.has(row.event_id)) continue;
    counted.add(row.event_id);
    const byType = leads.get(row.lead_id) ?? {};
    leads.set(row.lead_id, byType);
    byType[row.event] = (byType[row.event] ?? 0) + rule.points * 2 ** (-age / halfLifeMs);
  }
  return leads;
}

function records(/** @type {string} */ file) {
  return createReadStream(file).pipe(parse({ columns: true }));
}

async function write(/** @type {Iterable<any>} */ leads) {
  const out = createWriteStream(outFile);
  out.write('lead_id,email,score,fit,pain\n');
  for (const { leadId, email, score, fit, pain } of leads) {
    if (!out.write(`${leadId},${email},${score},${fit},${pain}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}
