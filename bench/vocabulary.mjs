/** The words the generated leads and events are made of. Repeated entries are more frequent. */

/** Domains of the free-mail addresses; the peers' list of free-mail domains is the same. */
export const freeMailDomains = [
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
];

/** First and last names as written, each with its spelling in an address, by language. */
export const names = {
  de: {
    countries: ['DE', 'DE', 'DE', 'DE', 'AT', 'CH'],
    first: spelled(
      'Anna Lukas Jürgen=juergen Sabine Käthe=kaethe Matthias Jörg=joerg Heike Florian Ursula Sören=soeren Birgit',
    ),
    last: spelled(
      'Müller=mueller Schmidt Weiß=weiss Schäfer=schaefer Hoffmann Krüger=krueger Becker Großmann=grossmann Vogel Köhler=koehler Lang Brandt',
    ),
  },
  en: {
    countries: ['US', 'US', 'US', 'GB', 'GB', 'CA', 'AU'],
    first: spelled('James Mary Oliver Emily Noah Grace Liam Chloe Ethan Ruby Zoë=zoe Sean'),
    last: spelled(
      "Smith Johnson Williams Brown O'Neill=oneill Taylor Davies Evans Walker Hughes Clark Baker",
    ),
  },
  zh: {
    countries: ['CN', 'CN', 'CN', 'CN', 'SG', 'HK'],
    first: spelled(
      '伟=wei 芳=fang 秀英=xiuying 敏=min 静=jing 磊=lei 洋=yang 艳=yan 勇=yong 杰=jie 娟=juan 明=ming',
    ),
    last: spelled(
      '王=wang 李=li 张=zhang 刘=liu 陈=chen 杨=yang 赵=zhao 黄=huang 周=zhou 吴=wu 徐=xu 孙=sun',
    ),
  },
};

export const titles = [
  'VP Sales',
  'VP, Marketing',
  'Head of IT',
  'Head of Marketing',
  'Chief Financial Officer',
  'CEO',
  'CTO',
  'CEO 首席执行官',
  'Marketing Manager',
  'Marketing Manager',
  'Product Manager',
  'Software Engineer',
  'Software Engineer',
  'Data Analyst',
  'Consultant',
  'Sachbearbeiterin Einkauf',
  'Vertriebsleiter',
  'Geschäftsführer',
  '市场经理',
  '软件工程师',
  'Student',
  'Student',
  '',
];

export const companyStems = [
  'nordwind',
  'brightloom',
  'alpenblick',
  'bluecedar',
  'hanse',
  'ironbridge',
  'rheinwerk',
  'lakeview',
  'jinlong',
  'qingfeng',
  'kestrel',
  'silberfuchs',
  'tallgrass',
  'weitblick',
  'xinhe',
  'quarry',
];

/** Endings of company names; the comma makes such names quoted fields. */
export const companyForms = [' GmbH', ' AG', ' Ltd', ', Inc.', ' & Söhne KG', ' 有限公司'];

export const topLevelDomains = ['com', 'com', 'de', 'de', 'io', 'co.uk', 'cn', 'net'];

export const industries = [
  'software',
  'software',
  'manufacturing',
  'retail',
  'healthcare',
  'finance',
  'education',
  'logistics',
  '',
];

/** Zones of those leads of the plan that have one of their own; it stands for the whole country. */
export const zones = {
  DE: 'Europe/Berlin',
  AT: 'Europe/Vienna',
  CH: 'Europe/Zurich',
  US: 'America/Chicago',
  GB: 'Europe/London',
  CA: 'America/Vancouver',
  AU: 'Australia/Perth',
  CN: 'Asia/Shanghai',
  SG: 'Asia/Singapore',
  HK: 'Asia/Hong_Kong',
};

/** Event types with how many of 1,000 events they are. Those marked false have no rule in bench/nurture.yaml. */
export const eventTypes = [
  { type: 'page.viewed', perMille: 200, scored: true },
  { type: 'session.started', perMille: 130, scored: false },
  { type: 'email.delivered', perMille: 110, scored: false },
  { type: 'email.opened', perMille: 80, scored: false },
  { type: 'page.scrolled', perMille: 60, scored: false },
  { type: 'api.called', perMille: 60, scored: true },
  { type: 'document.created', perMille: 50, scored: true },
  { type: 'search.performed', perMille: 45, scored: true },
  { type: 'email.clicked', perMille: 35, scored: false },
  { type: 'document.shared', perMille: 30, scored: true },
  { type: 'video.watched', perMille: 28, scored: true },
  { type: 'notification.shown', perMille: 25, scored: false },
  { type: 'download.completed', perMille: 24, scored: true },
  { type: 'review.read', perMille: 22, scored: true },
  { type: 'report.exported', perMille: 20, scored: true },
  { type: 'member.invited', perMille: 16, scored: true },
  { type: 'form.submitted', perMille: 14, scored: true },
  { type: 'trial.started', perMille: 12, scored: true },
  { type: 'webinar.registered', perMille: 10, scored: true },
  { type: 'integration.connected', perMille: 8, scored: true },
  { type: 'chat.started', perMille: 7, scored: true },
  { type: 'webinar.attended', perMille: 6, scored: true },
  { type: 'email.replied', perMille: 5, scored: true },
  { type: 'email.subscribed', perMille: 3, scored: true },
];

/** Paths by event type; `#` becomes a number below 200. Types not named here carry no url. */
export const paths = {
  'page.viewed': [
    '/',
    '/pricing',
    '/pricing/team',
    '/docs/#',
    '/docs/#',
    '/docs/#',
    '/blog/#',
    '/blog/#',
    '/features/#',
    '/about',
  ],
  'session.started': ['/', '/', '/pricing', '/docs/#', '/blog/#'],
  'page.scrolled': ['/docs/#', '/blog/#'],
  'email.clicked': ['/pricing', '/blog/#', '/webinar/#'],
  'download.completed': ['/whitepaper/#', '/datasheet/#', '/datasheet/#'],
  'form.submitted': ['/contact', '/demo', '/newsletter', '/newsletter'],
  'video.watched': ['/video/#'],
  'search.performed': ['/search?q=#'],
};

/** `Jürgen=juergen` -> `{ written: 'Jürgen', address: 'juergen' }`; the address defaults to the lower-case name. */
function spelled(/** @type {string} */ text) {
  return text.split(' ').map((entry) => {
    const [written = entry, address = written.toLowerCase()] = entry.split('=');
    return { written, address };
  });
}
