import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BuyingRole, buyingRoles } from '../../src/model/audience.js';
import { type Seniority, seniorities } from '../../src/model/seniority.js';
import { titleGroups } from '../../src/model/title-entries.js';
import { readTitle, titleTable } from '../../src/model/titles.js';

/** Titles as they stand in exports, by what they mean. */
const titles: readonly (readonly [Seniority | 'unknown', BuyingRole | 'unknown', readonly string[]])[] = [
  [
    'c_level',
    'decision_maker',
    [
      ...['CEO', 'ceo & co-founder', 'C.E.O.', 'Chief Executive Officer', 'Chief Marketing & Sales Officer'],
      ...[
        'Chief Diversity, Equity and Inclusion Officer',
        'CTO / CPO',
        'Group CFO',
        'Interim CMO',
        'President',
      ],
      ...[
        'Managing Director',
        'Managing Partner',
        'Founder',
        'Founder, Owner',
        'General Manager',
        'Chairman of the Board',
      ],
      ...[
        'Member of the Executive Board',
        'Owner/Operator',
        'Founder (ex-Google)',
        'CEO @ Acme | Advisor to startups',
      ],
      ...[
        'Geschäftsführer',
        'Geschäftsführer/in',
        'Geschäftsführerin',
        'GESCHAEFTSFUEHRER',
        'Geschaftsfuhrer',
      ],
      ...[
        'Geschäftsführer*in (m/w/d)',
        'Geschäftsführer:in',
        'GeschäftsführerIn',
        'Geschäftsführer(in)',
        'GF',
      ],
      ...['Geschäftsführende Gesellschafterin', 'Stellv. Geschäftsführer', 'Mitglied der Geschäftsleitung'],
      ...[
        'Vorstand',
        'Vorständin',
        'Finanzvorstand',
        'Vorstandsvorsitzender',
        'Mitglied des Vorstands',
        'Inhaber',
      ],
      ...['Inhaberin', 'Mitgründer', 'Gründer & Gesellschafter', 'Bürgermeisterin'],
      ...[
        '首席执行官',
        '总经理',
        '總經理',
        '董事长',
        '创始人',
        '創始人兼CEO',
        '联合创始人',
        '总裁',
        '首席技术官（CTO）',
      ],
      ...['公司CEO', '执行董事', '法定代表人', '董事长兼总经理'],
    ],
  ],
  ['c_level', 'influencer', ['Non-Executive Director', 'Aufsichtsrat', '独立董事']],
  [
    'vp',
    'decision_maker',
    [
      ...[
        'VP',
        'VP Sales',
        'V.P. of Engineering',
        'SVP',
        'EVP Global Operations',
        'Senior Vice President, Marketing',
      ],
      ...[
        'Vice President',
        'Vizepräsidentin',
        'Vize-Präsident',
        'Partner',
        '副总裁',
        '高级副总裁',
        '副总经理',
        '常务副总',
      ],
    ],
  ],
  [
    'director',
    'decision_maker',
    [
      ...[
        'Director of Marketing',
        'Sr. Director',
        'Director of Student Affairs',
        'Director, Office of the CEO',
      ],
      ...[
        'Country Manager DACH',
        'Bereichsleiter',
        'Bereichsleiterin IT',
        'Geschäftsbereichsleiter',
        'Prokurist',
      ],
      ...['Prokuristin', 'Vertriebsdirektor', 'Werksleiter', 'Kaufmännische Leiterin', 'Generalsekretär'],
      ...['总监', '市场总监', '技术總監', '副总监', '总工程师', '厂长', '董事会秘书', 'Marketing总监'],
    ],
  ],
  [
    'head',
    'decision_maker',
    [
      ...[
        'Head of Sales',
        'Global Head of IT',
        'Head of Junior Programmes',
        'Chief Engineer',
        'Department Head',
      ],
      ...[
        'Head of Marketing, Assistant to the CEO',
        'Leiter Vertrieb',
        'Leiterin Einkauf',
        'Vertriebsleiter',
      ],
      ...['Vertriebsleiterin', 'Vertriebsleiter/-in', 'IT-Leiter', 'Ltr. Controlling', 'Abteilungsleiterin'],
      ...['Marketingleitung (w/m/d)', 'Leitung Personal', 'Leiter Interne Revision', 'Vertriebschef'],
      ...['技术部部长', '办公室主任', '市场部负责人', '首席科学家'],
    ],
  ],
  [
    'manager',
    'influencer',
    [
      ...[
        'Marketing Manager',
        'Senior Manager Finance',
        'Sales Manager (m/f/x)',
        'Procurement Manager',
        'Team Lead',
      ],
      ...[
        'Teamleiter',
        'Teamleiterin Support',
        'Gruppenleiter Konstruktion',
        'Filialleiterin',
        'Marketing-Managerin',
      ],
      ...['Vertriebsmanager', 'Shift Supervisor', 'Handlungsbevollmächtigter', 'Student Recruitment Manager'],
      ...['经理', '销售经理', '主管', '部门经理', '市场部經理', '店长', '采购经理'],
    ],
  ],
  [
    'senior',
    'influencer',
    [
      ...[
        'Senior Software Engineer',
        'Sr. Consultant',
        'Principal Engineer',
        'Lead Developer',
        'Software Architect',
      ],
      ...[
        'Cloud-Architektin',
        'Leitender Ingenieur',
        'Assistant Professor',
        'Chief of Staff to the CEO',
        'Senior Account Manager',
      ],
      ...['高级工程师', '架构师', '资深设计师'],
    ],
  ],
  [
    'staff',
    'influencer',
    [
      ...[
        'Product Manager',
        'Project Manager',
        'Product Owner',
        'Projektleiter',
        'Einkäuferin',
        'IT Consultant',
      ],
      ...['Unternehmensberater', 'HR Business Partner', 'Strategischer Einkäufer', 'Assistant to the CEO'],
      ...[
        'Executive Assistant to the CFO and Chairman',
        'Assistenz der Geschäftsführung',
        'Assistentin des Vorstands',
      ],
      ...['Vorstandssekretärin', 'Referentin der Geschäftsleitung', 'Geschäftsführungsassistentin'],
      ...['产品经理', '项目经理', '采购', '总经理助理', '副总裁助理', '董事长秘书', '顾问'],
    ],
  ],
  [
    'staff',
    'end_user',
    [
      ...[
        'Account Manager',
        'Key-Account-Managerin',
        'Office Manager',
        'Software Engineer',
        'Marketing Specialist',
      ],
      ...[
        'CEO Assistant',
        'Marketing Assistant',
        'Data Privacy Officer',
        'Account Executive',
        'Lead Generation Specialist',
      ],
      ...['Sachbearbeiter', 'Sachbearbeiterin', 'Vertriebsmitarbeiter/in', 'Entwickler (m/w/d)'],
      ...['Zugbegleiter', 'Industriekauffrau', 'Angestellte/r', 'Teamassistenz', 'CEO Office'],
      ...['工程师', '客户经理', '销售专员', '前台', '前端工程师', '售前工程师', '总裁办', '市场助理'],
    ],
  ],
  [
    'junior',
    'end_user',
    [
      'Junior Account Manager',
      'Jr. Developer',
      'Trainee Sales Manager',
      'Volontärin',
      '初级工程师',
      '助理工程师',
      '管培生',
    ],
  ],
  [
    'student',
    'end_user',
    [
      ...[
        'Werkstudent',
        'Werkstudentin Marketing',
        'Praktikant',
        'Praktikantin (m/w/d)',
        'Intern',
        'Product Manager Intern',
      ],
      ...[
        'Student',
        'PhD student',
        'Auszubildende/r',
        'Azubi',
        'Studentische Hilfskraft',
        '实习生',
        '市场部实习生',
        '在读研究生',
      ],
    ],
  ],
  [
    'unknown',
    'unknown',
    [
      ...[
        '',
        ' ',
        '-',
        'n/a',
        'Wizard',
        'Former CEO',
        'Ex-CEO',
        'ehemaliger Geschäftsführer',
        'Vorstand a.D.',
        'CTO i. R.',
      ],
      ...['Geschäftsführer im Ruhestand', 'Aspiring CEO', '前总经理', '前阿里巴巴副总裁', '退休总经理'],
    ],
  ],
];

describe('A4 titles become seniority and buying role', () => {
  for (const [seniority, buyingRole, examples] of titles) {
    it.each(examples)(`${seniority}, ${buyingRole}: %s`, (title) => {
      expect(readTitle(title)).toMatchObject({ seniority, buyingRole });
    });
  }

  it('in a table large enough to be useful, without an entry that stands there twice', () => {
    const entries = titleGroups.flatMap((group) => group.entries.split(',').map((entry) => entry.trim()));
    expect(entries.filter((entry, index) => entries.indexOf(entry) !== index)).toEqual([]);
    expect(entries).not.toContain('');
    expect(entries.length).toBeGreaterThan(500);
    expect(titles.flatMap(([, , examples]) => examples).length).toBeGreaterThan(200);
  });

  it.each([
    ['Vertriebsleiterin', '-leiter'],
    ['Bereichsleiter Vertrieb', 'bereichsleiter'],
    ['Chief Happiness Officer', 'chief * officer'],
    ['Senior Vice President Sales', 'senior vice president'],
    ['Assistant to the CEO', 'assistant to'],
    ['總經理助理', '总经理助理'],
    ['Wizard', ''],
  ])('and the entry that decided is named: %s', (title, matched) => {
    expect(readTitle(title).matched).toBe(matched);
  });

  it('and what was held once does not hide what is held', () => {
    expect(readTitle('Former CEO, Head of Sales').seniority).toBe('head');
    expect(readTitle('Founder and former CEO')).toMatchObject({ seniority: 'c_level', matched: 'founder' });
    expect(readTitle('前总经理、顾问')).toMatchObject({ seniority: 'staff', matched: '顾问' });
  });
});

describe('A4 a config extends the table', () => {
  it('by entries of its own, and in place of shipped ones', () => {
    const table = titleTable({
      seniority: { vp: ['Bereichsleiter', 'Desk * Captain'], head: ['-häuptling'], staff: ['Sales Manager'] },
    });
    expect(readTitle('Bereichsleiterin', table)).toMatchObject({
      seniority: 'vp',
      matched: 'Bereichsleiter',
    });
    expect(readTitle('desk support captain', table).seniority).toBe('vp');
    expect(readTitle('Oberhaeuptling', table).seniority).toBe('head');
    expect(readTitle('Sales Manager', table)).toMatchObject({ seniority: 'staff', buyingRole: 'end_user' });
    expect(readTitle('Marketing Manager', table).seniority).toBe('manager');
    expect(readTitle('Bereichsleiter').seniority).toBe('director');
  });

  it('by roles, which leave the seniority alone', () => {
    const table = titleTable({ roles: { decision_maker: ['Einkäufer', 'procurement', '采购'] } });
    expect(readTitle('Einkäuferin', table)).toMatchObject({
      seniority: 'staff',
      buyingRole: 'decision_maker',
    });
    expect(readTitle('Procurement Manager', table)).toMatchObject({
      seniority: 'manager',
      buyingRole: 'decision_maker',
    });
    expect(readTitle('former procurement wizard', table).buyingRole).toBe('unknown');
    const wizards = titleTable({ roles: { influencer: ['wizard'] } });
    expect(readTitle('Wizard', wizards)).toEqual({
      seniority: 'unknown',
      buyingRole: 'influencer',
      matched: 'wizard',
    });
  });
});

describe('A4 how a title is written makes no difference', () => {
  const examples = fc.constantFrom(...titles.flatMap(([, , group]) => group));
  const ways: readonly ((title: string) => string)[] = [
    (title) => title.toUpperCase(),
    (title) => ` ${title}  `,
    (title) => title.normalize('NFD'),
    (title) => `${title} (m/w/d)`,
    (title) => `${title} (w|m|x)`,
    (title) => title.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue'),
    (title) => title.replaceAll(' ', '\u00a0'),
  ];

  it('in case, blanks, normal form, gender marks and umlauts', () => {
    fc.assert(
      fc.property(examples, fc.constantFrom(...ways), (title, way) => {
        // An inner capital I is a gender mark that upper case can not keep.
        fc.pre(!/\p{Ll}In/u.test(title));
        expect(readTitle(way(title))).toEqual(readTitle(title));
      }),
      { numRuns: 1000 },
    );
  });

  it('and any text has one level and one role', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (title) => {
        const reading = readTitle(title);
        expect([...seniorities, 'unknown']).toContain(reading.seniority);
        expect([...buyingRoles, 'unknown']).toContain(reading.buyingRole);
        expect(reading.matched === '').toBe(reading.seniority === 'unknown');
      }),
    );
  });
});
