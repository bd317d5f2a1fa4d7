/**
 * Writes the shipped example: the exports of Fernblatt, an invented document-collaboration product with a
 * 14-day trial, sold in DACH, the UK, the US and China. Leads live through simulated journeys in 2025; then
 * the export is spoilt the way real exports are. Seeded and without a clock: every run gives the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR_START = Date.UTC(2025, 0, 1);
const HALF_YEAR = Date.UTC(2025, 6, 1);
const AS_OF = Date.UTC(2025, 11, 30, 23);
const WORLD_END = AS_OF + 15 * HOUR;
const LEADS = 2000;
const LEADS_AFTER_AS_OF = 10;

const LEAD_COLUMNS =
  list(`lead_id, email, first_name, last_name, job_title, company, country, region, employees,
  industry, budget, language, source, created, updated, phone, origin, owner, tags`);
const NEWSLETTER_COLUMNS = list('email, interests, not_interested_in, consent');
const EVENT_COLUMNS =
  list(`event_id, lead_id, email, event, timestamp, url, document_type, seats, campaign, step,
  is_machine, topic`);

const random = seeded(20251231);
/** What was added to the example later draws its own numbers, so that the journeys stay what they were. */
const laterRandom = seeded(20260101);
const usedAddresses = new Set();

function main() {
  const companies = makeCompanies();
  const targets = companies.filter((c) => c.employees >= 80 && c.employees < 950).slice(0, 40);
  const leads = makeLeads(companies, new Set(targets));
  const events = leads.flatMap(live);
  const unsubscribed = events.filter((e) => e.leaves).sort((a, b) => a.at - b.at);
  const leadFile = exportLeads(leads);
  const eventFiles = exportEvents(leads, events);
  const subscribers = exportNewsletter(leads);

  const folder = fileURLToPath(new URL('../fixtures/saas-trial/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const write = (name, text) => writeFileSync(folder + name, text);
  write('leads.csv', csv([LEAD_COLUMNS, ...leadFile.rows]));
  write('events-2025h1.csv', csv([EVENT_COLUMNS, ...eventFiles.firstHalf]));
  write('events-2025h2.csv', csv([EVENT_COLUMNS, ...eventFiles.secondHalf]));
  write('newsletter.csv', csv([NEWSLETTER_COLUMNS, ...subscribers]));
  write('target-accounts.csv', csv([['domain', 'name'], ...targets.map((c) => [c.domain, c.name])]));
  write(
    'unsubscribed.csv',
    csv([['email', 'reason', 'at'], ...unsubscribed.slice(-60).map(unsubscribedRow)]),
  );
  const expected = {
    asOf: iso(AS_OF, 1),
    leads: joined(leadFile.counts, subscribers.length),
    events: eventFiles.counts,
  };
  write('expected.json', `${JSON.stringify(expected, null, 2)}\n`);
}

// --- Who they are -----------------------------------------------------------------------------------------

function makeCompanies() {
  const german = combine(
    list(`Hallerberg, Kiesbach, Lindforst, Oberquell, Tannried, Wiesengrund, Rabenau, Feldkamp, Morgenau,
      Silberhain, Auenthal, Birkwald, Nordhain, Steinfurt`),
    list(`Maschinenbau:manufacturing, Logistik:logistics, Lebensmittel:food, Automotive:automotive,
      Software:software, Medien:media, Klinik:health, Bau:construction, Handel:retail, Beratung:consulting`),
    (stem, trade) => [
      `${stem} ${trade} ${pick(['GmbH', 'GmbH', 'AG', 'GmbH & Co. KG', 'SE'])}`,
      `${stem}-${trade}`,
    ],
    ['DE', 'DE', 'DE', 'AT', 'CH'],
  );
  const english = combine(
    list(`Ashgrove, Brightmoor, Coldbrook, Fernhollow, Larkstone, Pinewick, Quillhaven, Redmarsh, Stonewell,
      Thornmere, Wexcombe, Millrace`),
    list(`Foods:food, Logistics:logistics, Motors:automotive, Software:software, Media:media, Health:health,
      Retail:retail, Advisory:consulting, Tooling:manufacturing, Learning:education`),
    (stem, trade) => [`${stem} ${trade}${pick([' Ltd', ' plc', ', Inc.', ', LLC'])}`, `${stem}-${trade}`],
    ['GB', 'US'],
  );
  const chinese = combine(
    list(`云杉/yunshan, 青禾/qinghe, 远帆/yuanfan, 星桥/xingqiao, 明川/mingchuan, 瑞林/ruilin, 海岚/hailan,
      松石/songshi, 禾木/hemu, 锦舟/jinzhou`),
    list(`科技/tech:software, 食品/foods:food, 汽车/auto:automotive, 物流/logistics:logistics, 传媒/media:media,
      教育/edu:education, 医疗/health:health, 机械/machinery:manufacturing`),
    (stem, trade) => {
      const [name, pinyin] = stem.split('/');
      const [kind, latinKind] = trade.split('/');
      return [`${name}${kind}${pick(['有限公司', '股份有限公司'])}`, `${pinyin}-${latinKind}`];
    },
    ['CN'],
  );
  return [...shuffle([...german, ...english, ...chinese]), MOEBELHAUS];
}

function combine(stems, trades, nameOf, countries) {
  return stems.flatMap((stem) =>
    trades.map((entry) => {
      const [trade, industry] = entry.split(':');
      const [name, host] = nameOf(stem, trade);
      return company(name, host.toLowerCase(), industry, pick(countries));
    }),
  );
}

function company(name, host, industry, country) {
  const size = random();
  const employees = size < 0.4 ? between(4, 49) : size < 0.85 ? between(50, 999) : between(1000, 18000);
  return { name, domain: `${host}.example`, industry, country, employees, scansMail: chance(0.2) };
}

const FIRST_NAMES = {
  de: list(`Anna:f, Lena:f, Sabine:f, Katharina:f, Jutta:f, Mira:f, Ayşe:f, Jürgen:m, Lukas:m, Tobias:m,
    Günther:m, Jonas:m, Stefan:m, Björn:m`),
  en: list(
    'Emily:f, Grace:f, Olivia:f, Priya:f, Hannah:f, James:m, Oliver:m, Marcus:m, Ethan:m, Liam:m, Noah:m',
  ),
  zh: list(`伟/wei, 芳/fang, 娜/na, 敏/min, 静/jing, 磊/lei, 洋/yang, 艳/yan, 杰/jie, 晓明/xiaoming,
    雨桐/yutong, 浩然/haoran`),
};
const LAST_NAMES = {
  de: list(`Weber, Müller, Schäfer, Köhler, Brandt, Vogel, Hofmann, Krüger, Zimmermann, Groß, Lindner, Öztürk,
    Baumann, Seidel`),
  en: list("Carter, Hughes, O'Neill, Bennett, Shah, Walker, Reed, Foster, Coleman, Price, Turner, Ellis"),
  zh: list('王/wang, 李/li, 张/zhang, 刘/liu, 陈/chen, 杨/yang, 赵/zhao, 周/zhou, 吴/wu, 徐/xu'),
};
// Where German tells them apart: masculine|feminine.
const TITLES = {
  chief: {
    de: list('Geschäftsführer|Geschäftsführerin, Vorstand|Vorständin, Inhaber|Inhaberin, CEO, CTO'),
    en: list(
      'CEO, COO, VP Sales, VP Operations, Chief of Staff, Co-Founder & CTO, Vice President Procurement',
    ),
    zh: list('总经理, 首席执行官, 首席技术官, 副总裁, 创始人, 副总经理'),
  },
  lead: {
    de: list(`Leiter Einkauf|Leiterin Einkauf, Abteilungsleiter IT|Abteilungsleiterin IT, Head of Operations,
      Teamleiter Vertrieb|Teamleiterin Vertrieb, Marketing Manager|Marketing Managerin`),
    en: list('Head of Operations, Sales Manager, Director of Procurement, IT Manager, Head of Legal'),
    zh: list('市场总监, 销售经理, 采购经理, 技术总监, 行政主管, 产品经理'),
  },
  // Assistants carry the title of the person they assist: a trap for careless patterns.
  staff: {
    de: list(`Sachbearbeiter Einkauf|Sachbearbeiterin Einkauf, Referent Marketing|Referentin Marketing,
      Projektingenieur|Projektingenieurin, Assistent der Geschäftsführung|Assistentin der Geschäftsführung`),
    en: list('Analyst, Product Owner, Executive Assistant to the CEO, Software Engineer, Paralegal'),
    zh: list('工程师, 行政专员, 总经理助理, 采购专员, 编辑, 设计师'),
  },
  student: {
    de: list('Student|Studentin, Werkstudent|Werkstudentin'),
    en: list('Student, PhD student'),
    zh: list('学生, 研究生'),
  },
};
const LEAD_KINDS = {
  business: 66,
  free: 24,
  student: 6,
  role: 1.5,
  competitor: 1,
  disposable: 0.6,
  unreachable: 0.9,
};
const REGIONS = {
  DE: list('Bayern, Nordrhein-Westfalen, Berlin, Hessen, Baden-Württemberg, Hamburg'),
  AT: list('Wien, Steiermark, Tirol'),
  CH: list('Zürich, Bern, Basel-Stadt'),
  GB: list('England, Scotland, Wales'),
  US: list('CA, NY, TX, WA, IL'),
  CN: list('上海, 北京, 广东, 浙江'),
};
const SOURCES = list('website, website, webinar, trade-fair, referral, ads, partner');
const FREE_MAIL = {
  de: list('gmx.de, web.de, gmail.com'),
  en: list('gmail.com, outlook.com'),
  zh: list('qq.com, 163.com'),
};
const UNIVERSITIES = list('uni-musterstadt.example, northmoor-college.example');
const MOEBELHAUS = { ...company('Möbelhaus Süd & Söhne', 'möbelhaus-süd', 'retail', 'DE'), employees: 140 };
const COMPETITORS = [
  { ...company('Paperquill Systems, Inc.', 'paperquill', 'software', 'US'), employees: 400 },
  { ...company('Foliothek AG', 'foliothek', 'software', 'CH'), employees: 90 },
  { ...company('青简云软件有限公司', 'qingjianyun', 'software', 'CN'), employees: 260 },
];

function makeLeads(companies, targets) {
  const leads = Array.from({ length: LEADS + LEADS_AFTER_AS_OF }, (_, i) => makeLead(companies, targets, i))
    .sort((a, b) => a.created - b.created)
    .map((lead, index) => ({ ...lead, ...contactOf(lead), id: `L${1001 + index}` }));
  for (const [twin, original] of pairs(
    leads.filter((lead) => lead.kind === 'business'),
    5,
  )) {
    twin.email = original.email;
    twin.sharesAddress = original.sharesAddress = true;
  }
  return leads;
}

/** `sharesAddress`: two leads have this address, so events have to name the lead by its id. */
function makeLead(companies, targets, index) {
  const kind = weighted(LEAD_KINDS);
  const employer =
    kind === 'competitor' ? pick(COMPETITORS) : index % 400 === 7 ? MOEBELHAUS : pick(companies);
  const { country } = employer;
  const language = country === 'CN' ? 'zh' : country === 'GB' || country === 'US' ? 'en' : 'de';
  const created = index < LEADS ? creationInstant(country) : AS_OF + between(3 * HOUR, 12 * HOUR);
  const person = makePerson(language);
  const level = kind === 'student' ? 'student' : weighted({ chief: 14, lead: 30, staff: 56 });
  const [masculine, feminine = masculine] = pick(TITLES[level][language]).split('|');
  const atWork = kind === 'business' || kind === 'role' || kind === 'competitor';
  const firmKnown = kind !== 'student';
  return {
    kind,
    country,
    language,
    level,
    created: Math.floor(created / SECOND) * SECOND,
    updated: created + between(0, Math.max(0, AS_OF - DAY - created) / HOUR) * HOUR,
    scansMail: atWork && employer.scansMail,
    targeted: atWork && targets.has(employer),
    email: addressOf(kind, person, employer, language, index),
    sharesAddress: false,
    firstName: person.first,
    lastName: person.last,
    title: chance(0.07) ? '' : person.gender === 'f' ? feminine : masculine,
    company: firmKnown && (atWork || chance(0.5)) ? employer.name : '',
    region: chance(0.85) ? pick(REGIONS[country]) : '',
    employees: firmKnown && chance(0.8) ? (chance(0.012) ? '51-200' : String(employer.employees)) : '',
    industry: firmKnown && chance(0.82) ? employer.industry : '',
    budget: budgetOf(level),
    source: chance(0.95) ? pick(SOURCES) : '',
  };
}

/** How the lead came, how it can be called, and who in sales looks after it. */
function contactOf(lead) {
  const { country, kind, source, targeted } = lead;
  const reachable = kind !== 'student' && later(kind === 'business' ? 0.45 : 0.1);
  return {
    phone: reachable ? `${PHONES[country]}${String(100 + Math.floor(laterRandom() * 900))}` : '',
    origin: source === '' ? '' : source === 'trade-fair' || source === 'partner' ? 'outbound' : 'inbound',
    owner: targeted && later(0.3) ? OWNERS[country] : '',
    tags: ['partner', 'press', 'vip']
      .filter((tag) => later(tag === 'vip' && targeted ? 0.2 : 0.015))
      .join(';'),
  };
}

/** Beginnings of numbers that are reserved for fiction, or that nobody has. */
const PHONES = {
  DE: '+49 30 23125 ',
  AT: '+43 1 555 0',
  CH: '+41 44 555 0',
  GB: '+44 20 7946 0',
  US: '+1 212 555 0',
  CN: '+86 10 5550 0',
};
const OWNERS = { DE: 'mira', AT: 'mira', CH: 'tom', GB: 'grace', US: 'grace', CN: 'wei' };

/** Three in ten were imported from 2024; the rest arrives over 2025, more of them every month. */
function creationInstant(country) {
  if (chance(0.3)) return workMoment(country, YEAR_START - between(10, 360) * DAY);
  const share = chance(0.5) ? random() : Math.sqrt(random());
  return Math.min(workMoment(country, YEAR_START + DAY + share * 362 * DAY), AS_OF - HOUR);
}

function makePerson(language) {
  const [first, gender] = pick(FIRST_NAMES[language]).split(':');
  const [firstName, firstLatin] = first.split('/');
  const [lastName, lastLatin] = pick(LAST_NAMES[language]).split('/');
  return {
    first: firstName,
    last: lastName,
    gender,
    local: `${latin(firstLatin ?? firstName)}.${latin(lastLatin ?? lastName)}`,
  };
}

/** Euros a year. A few are written with a thousands mark. */
function budgetOf(level) {
  if (level === 'student' || chance(level === 'chief' ? 0.35 : 0.68)) return '';
  const amount = String(between(2, 60) * 500);
  return chance(0.06) ? amount.replace(/(\d{3})$/, ',$1') : amount;
}

function addressOf(kind, person, employer, language, index) {
  if (kind === 'unreachable') return pick(['', '', 'n/a', 'unbekannt', '没有']);
  if (kind === 'disposable') return unique(`sample.${person.local}.${index}`, 'mailinator.com');
  if (kind === 'role') return unique(pick(['info', 'sales', 'office']), employer.domain);
  if (kind === 'business' || kind === 'competitor') return unique(person.local, employer.domain);
  if (kind === 'student' && chance(0.4)) return unique(person.local, pick(UNIVERSITIES));
  return unique(`sample.${person.local}.${index}`, pick(FREE_MAIL[language]));
}

function unique(local, domain) {
  for (let n = 1; ; n++) {
    const address = `${local}${n === 1 ? '' : n}@${domain}`;
    if (usedAddresses.has(address)) continue;
    usedAddresses.add(address);
    return address;
  }
}

// --- What they do -----------------------------------------------------------------------------------------

const WEBINARS = [2, 3, 5, 6, 9, 10, 11].map((month) => firstThursday(month) + 14 * HOUR);
const DOCUMENT_TYPES = list('contract, proposal, minutes, report, offer');
const BLOG = list(`/blog/version-chaos, /blog/contract-review-checklist, /blog/remote-teams,
  /blog/gdpr-for-documents, /blog/fewer-attachments`);
const DOCS = list(
  '/docs/getting-started, /docs/sharing, /docs/permissions, /docs/import, /docs/templates, /docs/api',
);
const TOPICS = {
  contracts: ['/blog/contract-review-checklist', '/docs/templates'],
  compliance: ['/blog/gdpr-for-documents', '/security', '/docs/permissions'],
  teamwork: ['/blog/remote-teams', '/blog/version-chaos', '/blog/fewer-attachments', '/docs/sharing'],
  integration: ['/docs/api', '/docs/import'],
};
const PAGES = ['/', '/customers', '/pricing', '/security', ...DOCS, ...BLOG];
const PREFIX = { de: '/de', en: '', zh: '/zh' };
/** How keenly a trial is used: chances per day, sitting, document or trial; `documents` at most per sitting. */
const VIGOUR = {
  cold: {
    active: 0.15,
    documents: 1,
    shares: 0.2,
    invites: 0.05,
    seats: 0.05,
    pricing: 0.15,
    touched: 0.1,
    won: 0,
  },
  warm: {
    active: 0.45,
    documents: 2,
    shares: 0.3,
    invites: 0.12,
    seats: 0.3,
    pricing: 0.5,
    touched: 0.5,
    won: 0.25,
  },
  hot: {
    active: 0.85,
    documents: 4,
    shares: 0.4,
    invites: 0.2,
    seats: 0.75,
    pricing: 0.9,
    touched: 0.85,
    won: 0.5,
  },
};

/** All events of one lead. Mails come last, because an unsubscription ends them whatever campaign they belong to. */
function live(lead) {
  const journey = { lead, events: [], mails: [] };
  const old = lead.created < YEAR_START;
  const start = old ? workMoment(lead.country, YEAR_START + between(2, 330) * DAY) : lead.created;
  const habit = weighted(
    lead.created > AS_OF || lead.kind === 'competitor'
      ? { quiet: 0, reader: 0.2, trial: 0.8 }
      : lead.level === 'student'
        ? { quiet: 0.4, reader: 0.3, trial: 0.3 }
        : { quiet: old ? 0.65 : 0.36, reader: 0.3, trial: old ? 0.12 : 0.32 },
  );
  if (habit === 'quiet' && chance(0.4)) browse(journey, start - between(2, 40) * MINUTE, between(1, 3));
  if (habit === 'reader') read(journey, start);
  if (habit === 'trial') tryOut(journey, start);
  if (lead.targeted && chance(0.35)) touch(journey, start + between(1, 30) * DAY);
  if (chance(0.33)) subscribe(journey, start);
  sendMails(journey);
  const from = lead.created > AS_OF ? AS_OF + HOUR : YEAR_START;
  return journey.events.filter((e) => e.at >= from && e.at < WORLD_END);
}

function read(journey, start) {
  const visits = chance(0.1) ? between(12, 45) : between(2, 9);
  let at = start - between(1, 50) * MINUTE;
  for (let i = 0; i < visits; i++) {
    browse(journey, at, between(1, 4));
    at = workMoment(journey.lead.country, at + between(1, 28) * DAY);
  }
  if (chance(0.5))
    record(journey, 'form.submitted', start + between(1, 9) * MINUTE, {
      url: pick(['/contact', '/whitepaper']),
    });
  if (chance(0.3)) attendWebinar(journey, start);
}

function tryOut(journey, start) {
  const { lead } = journey;
  browse(journey, start - between(5, 90) * MINUTE, between(2, 6));
  if (chance(0.55)) record(journey, 'form.submitted', start + between(10, 300) * SECOND, { url: '/trial' });
  if (chance(0.25)) attendWebinar(journey, start);
  const first = chance(0.6)
    ? start + between(5, 20) * MINUTE
    : workMoment(lead.country, start + between(1, 25) * DAY);
  const vigour = weighted(lead.level === 'student' ? { cold: 6, warm: 4 } : { cold: 44, warm: 34, hot: 22 });
  const end = trial(journey, first, VIGOUR[vigour]);
  if (lead.level !== 'student' && lead.kind !== 'competitor') deal(journey, end, VIGOUR[vigour]);
  if (vigour === 'cold' && chance(0.15))
    trial(journey, workMoment(lead.country, end + between(40, 140) * DAY), VIGOUR.warm);
}

/** Fourteen days of trial. Answers the instant of its end. */
function trial(journey, start, vigour) {
  record(journey, 'trial.started', start);
  for (const [step, day] of [
    ['hello', 0],
    ['first-steps', 2],
    ['invite-your-team', 6],
    ['trial-ends', 12],
  ])
    journey.mails.push({ at: start + day * DAY + 5 * MINUTE, campaign: 'trial-welcome', step });
  work(journey, start + between(2, 15) * MINUTE, vigour);
  for (let day = 1; day < 14; day++)
    if (chance(vigour.active) && isWorkday(journey.lead.country, start + day * DAY))
      work(journey, workMoment(journey.lead.country, start + day * DAY), vigour);
  const late = workMoment(journey.lead.country, start + between(8, 13) * DAY);
  if (chance(vigour.pricing)) browse(journey, late, between(2, 4), ['/pricing', '/pricing', '/security']);
  if (chance(vigour.seats))
    record(journey, 'seats.selected', late + between(3, 20) * MINUTE, {
      seats: pick([3, 5, 5, 8, 10, 10, 15, 20, 25, 40]),
    });
  return start + 14 * DAY;
}

/** One sitting with the product. */
function work(journey, start, vigour) {
  let at = start;
  for (let i = between(1, vigour.documents); i > 0; i--) {
    record(journey, 'document.created', at, { document_type: pick(DOCUMENT_TYPES) });
    if (chance(vigour.shares))
      record(journey, 'document.shared', at + between(60, 900) * SECOND, {
        document_type: pick(DOCUMENT_TYPES),
      });
    at += between(4, 70) * MINUTE;
  }
  if (chance(vigour.invites)) record(journey, 'teammate.invited', at);
  if (chance(0.2)) browse(journey, at + 2 * MINUTE, between(1, 3), DOCS);
}

function deal(journey, end, vigour) {
  if (!chance(vigour.touched)) return;
  touch(journey, end - between(0, 5) * DAY);
  const closed = workMoment(journey.lead.country, end + between(4, 35) * DAY);
  if (chance(0.5))
    browse(journey, closed - between(2, 4) * DAY, between(2, 5), ['/pricing', '/security', '/docs/api']);
  if (chance(vigour.won)) {
    record(journey, 'deal.won', closed);
    useAsCustomer(journey, closed + DAY);
  } else if (chance(0.7)) record(journey, 'deal.lost', closed);
}

function useAsCustomer(journey, start) {
  const keen = chance(0.2);
  for (let at = start; at < WORLD_END; at += between(1, keen ? 3 : 9) * DAY)
    if (isWorkday(journey.lead.country, at))
      work(journey, workMoment(journey.lead.country, at), keen ? VIGOUR.hot : VIGOUR.warm);
}

function touch(journey, at) {
  record(journey, 'sales.touched', workMoment(journey.lead.country, at));
}

function attendWebinar(journey, start) {
  const next = WEBINARS.find((at) => at > start);
  if (next !== undefined)
    record(journey, 'webinar.attended', next + between(-4, 12) * MINUTE, {
      campaign: `webinar-${monthOf(next)}`,
    });
}

function browse(journey, start, pages, menu = PAGES) {
  let at = start;
  for (let i = 0; i < pages; i++) {
    record(journey, 'page.viewed', at, { url: PREFIX[journey.lead.language] + pick(menu) });
    at += between(15, 260) * SECOND;
  }
}

function subscribe(journey, start) {
  for (let month = 0; month < 12; month++) {
    const issue = Date.UTC(2025, month, 11) + 8 * HOUR;
    if (issue > start)
      journey.mails.push({
        at: issue + between(0, 600) * SECOND,
        campaign: `newsletter-${monthOf(issue)}`,
        step: 'issue',
      });
  }
}

function sendMails(journey) {
  const { lead } = journey;
  if (!lead.email.includes('@')) return;
  const dead = chance(0.015);
  for (const { at, campaign, step } of journey.mails.sort((a, b) => a.at - b.at)) {
    const mail = { campaign, step };
    record(journey, 'email.sent', at, mail);
    if (dead) {
      record(journey, 'email.bounced', at + between(1, 40) * SECOND, mail, 'bounced');
      return;
    }
    const delivered = at + between(1, 30) * SECOND;
    record(journey, 'email.delivered', delivered, mail);
    if (lead.scansMail)
      record(journey, 'email.opened', delivered + between(2, 9) * SECOND, { ...mail, is_machine: 'true' });
    if (!chance(0.34)) continue;
    const opened = workMoment(lead.country, delivered + (chance(0.7) ? 0 : DAY));
    record(journey, 'email.opened', Math.max(opened, delivered + MINUTE), mail);
    if (chance(0.2)) {
      const clicked = Math.max(opened, delivered + MINUTE) + between(5, 90) * SECOND;
      record(journey, 'email.clicked', clicked, { ...mail, url: pick(BLOG) });
      browse(journey, clicked + SECOND, between(1, 4));
    } else if (chance(0.03)) {
      record(
        journey,
        'email.unsubscribed',
        Math.max(opened, delivered + MINUTE) + 40 * SECOND,
        mail,
        'unsubscribed',
      );
      return;
    }
  }
}

function record(journey, type, at, fields = {}, leaves = undefined) {
  journey.events.push({ lead: journey.lead, type, at: Math.floor(at / SECOND) * SECOND, fields, leaves });
}

// --- Working hours ----------------------------------------------------------------------------------------

const HOURS = list('7,8,8,9,9,9,9,10,10,10,10,11,11,11,12,13,13,14,14,14,15,15,15,16,16,17,18,20,21').map(
  Number,
);
const WEST_HOLIDAYS = list('01-01, 04-18, 04-21, 05-01, 12-24, 12-25, 12-26');
const CHINA_HOLIDAYS = list('01-01, 01-28, 01-29, 01-30, 01-31, 05-01, 10-01, 10-02, 10-03, 10-06, 10-07');

/** An instant in the local working hours of the day of `at`; days off mostly move to the next workday. */
function workMoment(country, at) {
  let day = at;
  while (!isWorkday(country, day) && chance(0.9)) day += between(1, 3) * DAY;
  const midnight = Math.floor((day + offset(country, day)) / DAY) * DAY;
  return midnight - offset(country, day) + pick(HOURS) * HOUR + between(0, 3599) * SECOND;
}

function isWorkday(country, at) {
  const local = new Date(at + offset(country, at));
  const holidays = country === 'CN' ? CHINA_HOLIDAYS : WEST_HOLIDAYS;
  return local.getUTCDay() % 6 !== 0 && !holidays.includes(local.toISOString().slice(5, 10));
}

/** Offset from UTC; the clock changes are those of 2025, near enough for the leads imported from 2024. */
function offset(country, at) {
  if (country === 'CN') return 8 * HOUR;
  const [from, to, standard] =
    country === 'US'
      ? [Date.UTC(2025, 2, 9, 7), Date.UTC(2025, 10, 2, 6), -5]
      : [Date.UTC(2025, 2, 30, 1), Date.UTC(2025, 9, 26, 1), country === 'GB' ? 0 : 1];
  return (standard + (at >= from && at < to ? 1 : 0)) * HOUR;
}

// --- What the export makes of it --------------------------------------------------------------------------

/** Duplicates and broken rows among the good ones; README.md beside the data says how many of each. */
function exportLeads(leads) {
  const known = leads.filter((lead) => lead.created <= AS_OF);
  const rows = leads.map((lead) => leadRow(lead));
  const added = [];
  const promoted = shuffle(
    known.filter(
      (l) => l.level === 'staff' && l.kind === 'business' && l.created < AS_OF - 30 * DAY && l.title !== '',
    ),
  ).slice(0, 25);
  for (const [index, lead] of promoted.entries()) {
    const older = leadRow(lead, { title: 'Trainee', updated: lead.created });
    const newer = leadRow(lead, {
      title: pick(TITLES.lead[lead.language]).split('|')[0],
      updated: Math.min(lead.updated + DAY, AS_OF - HOUR),
    });
    const [stays, addition] = index % 2 === 0 ? [older, newer] : [newer, older];
    rows[leads.indexOf(lead)] = stays;
    added.push(addition);
  }
  const broken = brokenLeadRows();
  for (const row of [...added, ...broken]) rows.splice(between(0, rows.length), 0, row);
  return {
    rows,
    counts: counted({
      read: rows.length,
      quarantined: broken.length,
      duplicates: promoted.length,
      afterAsOf: LEADS_AFTER_AS_OF,
    }),
  };
}

function leadRow(lead, changes = {}) {
  const l = { ...lead, ...changes };
  const zone = l.language === 'de' ? offset('DE', l.created) / HOUR : 0;
  const code = chance(0.03) ? l.country.toLowerCase() : chance(0.03) ? '' : l.country;
  return [
    l.id,
    untidyAddress(l.email),
    l.firstName,
    l.lastName,
    chance(0.02) ? ` ${l.title} ` : l.title,
    l.company,
    code,
    l.region,
    l.employees,
    l.industry,
    l.budget,
    chance(0.1) ? '' : l.language,
    l.source,
    iso(l.created, zone),
    changes.updated === undefined && chance(0.02) ? '' : iso(l.updated, zone),
    l.phone,
    l.origin,
    l.owner,
    l.tags,
  ];
}

/** Capital letters and blanks that people type and the match key removes. */
function untidyAddress(address) {
  if (chance(0.06)) return address.replace(/(^|\.)[a-z]/g, (letter) => letter.toUpperCase());
  return chance(0.03) ? ` ${address} ` : address;
}

/** The newsletter tool knows addresses, not our ids: subscribers, what they chose when they signed up, and their consent. */
function exportNewsletter(leads) {
  return leads
    .filter((lead) => lead.created <= AS_OF && lead.email.includes('@') && !lead.sharesAddress && later(0.4))
    .map((lead) => {
      const chosen = Object.keys(TOPICS).filter(() => later(0.15));
      const declined = Object.keys(TOPICS).filter((topic) => !chosen.includes(topic) && later(0.04));
      const consent = later(0.85) ? iso(lead.created + Math.floor(laterRandom() * 72) * HOUR, 0) : '';
      return [lead.email, chosen.join('; '), declined.join('; '), consent];
    });
}

/** Three rows that name nobody (neither id nor address), two that are cut off, one with an unquoted comma. */
function brokenLeadRows() {
  const at = '2025-05-14T09:00:00Z';
  const nobody = (first, last) => list(`,, ${first}, ${last},,, DE,,,,, de, trade-fair, ${at}, ${at},,,,`);
  return [
    nobody('Jana', 'Ohnekennung'),
    nobody('Max', 'Unbekannt'),
    nobody('', ''),
    list('L9001, cut.off@hallerberg-bau.example, Karl'),
    list('L9002, torn.row@qinghe-foods.example,,, 采购'),
    list(`L9003, unquoted.comma@ashgrove-media.example, Una, Comma, Analyst, Ashgrove Media, Inc., US, NY, 120,
      media,, en, ads, ${at}, ${at},,,,`),
  ];
}

const UNREADABLE = [
  '',
  ...list(`n/a, gestern, 31.02.2025 10:00, 2025-13-05T10:00:00Z, 2025-06-31T09:00:00Z,
  45712.4, 0000-00-00 00:00:00`),
];

function exportEvents(leads, events) {
  const known = leads.filter((lead) => lead.created <= AS_OF);
  const valid = [...events, ...orphanEvents()].sort((a, b) => a.at - b.at);
  const rows = valid.map((event, index) => ({ event, at: event.at, cells: eventRow(event, index) }));
  const repeated = rows.filter(({ event }) => event.lead.id !== '' && !event.orphan && chance(0.005));
  const unreadable = UNREADABLE.map((text, index) => {
    const at = YEAR_START + between(10, 340) * DAY;
    const cells = eventRow(
      { lead: pick(known), type: 'document.created', at, fields: { document_type: 'report' } },
      rows.length + index,
    );
    return { at, cells: cells.with(4, text) };
  });
  const arrived = [
    ...rows.map((row) => ({
      ...row,
      arrival: row.at + (chance(0.04) ? between(12, 96) * HOUR : between(0, 240) * SECOND),
    })),
    ...repeated.map((row) => ({ ...row, arrival: row.at + between(5, 7200) * SECOND })),
    ...unreadable.map((row) => ({ ...row, arrival: row.at })),
  ].sort((a, b) => a.arrival - b.arrival);
  // The first half was exported at ten on July 1st; what came in later went to the second file.
  const early = ({ at, arrival }) => at < HALF_YEAR && arrival < HALF_YEAR + 10 * HOUR;
  const after = ({ at }) => at > AS_OF;
  const counts = counted({
    read: arrived.length,
    quarantined: unreadable.length,
    duplicates: repeated.filter((row) => !after(row)).length,
    afterAsOf: rows.filter(after).length + repeated.filter(after).length,
  });
  return {
    firstHalf: arrived.filter(early).map((row) => row.cells),
    secondHalf: arrived.filter((row) => !early(row)).map((row) => row.cells),
    counts: { ...counts, orphans: rows.filter(({ event }) => event.orphan).length },
  };
}

/** Web and mail of people whom the lead export does not hold (deleted, or never taken over). */
function orphanEvents() {
  return Array.from({ length: 80 }, (_, index) => {
    const byId = index % 2 === 0;
    const lead = {
      id: byId ? `L${7000 + between(1, 30)}` : '',
      email: byId ? '' : `gone.visitor${between(1, 25)}@silberhain-handel.example`,
      sharesAddress: false,
    };
    const at = workMoment('DE', YEAR_START + between(5, 355) * DAY);
    return {
      lead,
      type: byId ? 'page.viewed' : 'email.opened',
      at,
      orphan: true,
      fields: byId ? { url: '/de/pricing' } : { campaign: 'newsletter-2024-12', step: 'issue' },
    };
  });
}

/** The mail service knows most leads by address alone, the product and the CRM know the id. */
function eventRow({ lead, type, at, fields }, index) {
  const mail = type.startsWith('email.');
  const addressable = lead.email.includes('@') && !lead.sharesAddress;
  const byAddress =
    lead.id === '' || (addressable && ((mail && chance(0.5)) || (type === 'form.submitted' && chance(0.6))));
  const system = mail ? 'm' : type === 'page.viewed' || type === 'form.submitted' ? 'w' : 'p';
  const own = EVENT_COLUMNS.slice(5, -1).map((column) => String(fields[column] ?? ''));
  return [
    `${system}${(index + 4096).toString(36)}`,
    byAddress ? '' : lead.id,
    byAddress ? untidyAddress(lead.email) : '',
    type,
    iso(at, 0),
    ...own,
    topicOf(fields.url ?? ''),
  ];
}

/** What a page is about, as the tagging of the website has it. */
function topicOf(url) {
  return Object.keys(TOPICS).find((topic) => TOPICS[topic].some((page) => url.endsWith(page))) ?? '';
}

function unsubscribedRow({ lead, at, leaves }) {
  return [
    lead.email,
    leaves === 'unsubscribed' ? pick(['unsubscribed', 'unsubscribed', 'objection']) : leaves,
    iso(at, 0),
  ];
}

/** The newsletter tool names no lead that the CRM does not have. */
function joined(counts, rows) {
  return { ...counts, read: counts.read + rows, used: counts.used + rows, joined: rows };
}

/** Read = used + quarantined + duplicates + after as-of (docs/semantics.md, S2.1). */
function counted({ read, quarantined, duplicates, afterAsOf }) {
  return { read, used: read - quarantined - duplicates - afterAsOf, quarantined, duplicates, afterAsOf };
}

// --- Chance, text and time --------------------------------------------------------------------------------

/** mulberry32: 32 bits of state, integer arithmetic only, so that every machine draws the same numbers. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function chance(probability) {
  return random() < probability;
}

function later(probability) {
  return laterRandom() < probability;
}

function between(low, high) {
  return low + Math.floor(random() * (high - low + 1));
}

function pick(values) {
  return values[Math.floor(random() * values.length)];
}

function weighted(weights) {
  const entries = Object.entries(weights);
  let rest = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of entries) {
    rest -= weight;
    if (rest < 0) return choice;
  }
  return entries.at(-1)[0];
}

function shuffle(values) {
  const deck = [...values];
  for (let i = deck.length - 1; i > 0; i--) {
    const j = between(0, i);
    [deck[i], deck[j]] = [deck[j], deck[i]];
  }
  return deck;
}

function pairs(values, count) {
  const deck = shuffle(values);
  return Array.from({ length: count }, (_, i) => [deck[2 * i], deck[2 * i + 1]]);
}

const FOLDED = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ş: 's', ı: 'i' };

function latin(name) {
  return name.toLowerCase().replace(/[^a-z]/g, (letter) => FOLDED[letter] ?? '');
}

function firstThursday(month) {
  const first = new Date(Date.UTC(2025, month - 1, 1)).getUTCDay();
  return Date.UTC(2025, month - 1, 1 + ((11 - first) % 7));
}

function monthOf(at) {
  return new Date(at).toISOString().slice(0, 7);
}

function iso(at, hours) {
  const local = new Date(at + hours * HOUR).toISOString().slice(0, 19);
  return hours === 0 ? `${local}Z` : `${local}+${String(hours).padStart(2, '0')}:00`;
}

/** The entries of a comma-separated text; blanks and line breaks around them are dropped. */
function list(text) {
  return text.split(',').map((entry) => entry.trim());
}

function csv(rows) {
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function cell(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

main();
