import type { BuyingRole } from './audience.js';
import type { Seniority } from './seniority.js';

/** Entries of the shipped table that say the same thing. */
export interface TitleGroup {
  readonly seniority: Seniority | 'unknown';
  /** The role these titles have in a purchase, where it is not the usual one of their seniority. */
  readonly role?: BuyingRole;
  /**
   * `assistant`: who has such a title works for somebody whose title may follow. `not_held`: the title beside it was held
   * once, or is hoped for.
   */
  readonly mark?: 'assistant' | 'not_held';
  /**
   * Separated by commas. `-leiter` is the end of a compound, `*` stands for one to four words. Feminine forms, accents and
   * `ae` are folded before, so `geschäftsführer` is also Geschaeftsfuehrerin.
   */
  readonly entries: string;
}

/**
 * What titles mean, in English, German and Chinese. An individual contributor whose title says manager (account, product,
 * project, office ... manager, 客户经理) leads no people and so is `staff`; any other manager is a `manager`.
 */
export const titleGroups: readonly TitleGroup[] = [
  {
    seniority: 'c_level',
    entries: `
      ceo, cfo, coo, cto, cio, cmo, cro, cpo, cso, chro, cdo, ciso, cco, cbo, clo, caio, cxo, c level, c suite,
      chief * officer, chief executive, president, chairman, chairwoman, chairperson, chair, chair of the board, vice chairman,
      managing director, general manager, gen manager, managing partner, founding partner, senior managing director, managing member,
      founder, cofounder, owner, business owner, company owner, shop owner, proprietor, entrepreneur, board member,
      member of the board, member of the executive board, executive board, managing board,
      geschäftsführer, -geschäftsführer, geschäftsführung, geschäftsleitung, geschäftsleiter, gf,
      geschäftsführender gesellschafter, geschäftsführende gesellschafter, geschäftsführender direktor, gesellschafter,
      -gesellschafter, vorstand, vorstands, -vorstand, vorstandsmitglied, vorstandsvorsitzender, vorstandsvorsitzende,
      vorsitzender, vorsitzende, inhaber, -inhaber, firmeninhaber, eigentümer, unternehmer, gründer, -gründer, präsident,
      bürgermeister, oberbürgermeister, verwaltungsrat, betriebsinhaber, selbständig, selbstständig, freiberufler,
      首席执行官, 首席财务官, 首席技术官, 首席运营官, 首席信息官, 首席营销官, 首席市场官, 首席产品官, 首席人力资源官, 首席人才官,
      首席增长官, 首席数据官, 首席安全官, 首席信息安全官, 首席法务官, 首席战略官, 首席商务官, 首席客户官, 首席数字官, 首席品牌官,
      总经理, 董事总经理, 执行总经理, 总裁, 执行总裁, 联席总裁, 董事长, 副董事长, 董事局主席, 主席, 董事, 执行董事, 常务董事,
      创始人, 联合创始人, 创办人, 管理合伙人, 创始合伙人, 老板, 老板娘, 法人, 法人代表, 法定代表人, 企业主, 店主, 校长, 院长`,
  },
  {
    seniority: 'c_level',
    role: 'influencer',
    entries: `non executive director, supervisory board, advisory board, aufsichtsrat, aufsichtsrats, beirat, 独立董事, 监事, 监事长, 监事会主席`,
  },
  {
    seniority: 'vp',
    entries: `
      vp, svp, evp, rvp, gvp, avp, vice president, senior vice president, executive vice president, group vice president,
      area vice president, regional vice president, corporate vice president, deputy general manager, partner, equity partner,
      vizepräsident, vize präsident, generalbevollmächtigter, generalbevollmächtigte,
      副总裁, 高级副总裁, 执行副总裁, 资深副总裁, 集团副总裁, 副总经理, 常务副总经理, 常务副总, 副总, 合伙人, 事业部总经理, 助理总裁`,
  },
  {
    seniority: 'director',
    entries: `
      director, dir, senior director, executive director, creative director, country manager, country head, plant manager,
      regional director, finance director, site manager,
      direktor, -direktor, bereichsleiter, -bereichsleiter, bereichsleitung, hauptabteilungsleiter, werksleiter, werkleiter,
      werksleitung, niederlassungsleiter, niederlassungsleitung, standortleiter, kaufmännischer leiter, kaufmännische leiter,
      kaufmännische leitung, prokurist, prokura, ppa, secretary general, general secretary, generalsekretär, staatssekretär,
      总监, 副总监, 高级总监, 总工程师, 总工, 总会计师, 总设计师, 厂长, 副厂长, 局长, 副院长, 副校长, 首席代表, 大区总经理, 分公司总经理,
      区域总经理, 董事会秘书, 秘书长, 助理总经理, 党委书记`,
  },
  {
    seniority: 'head',
    entries: `
      head, head of, department head, chief, practice lead, general counsel, company secretary, corporate secretary,
      leiter, -leiter, leitung, -leitung, ltr, chef, -chef, abteilungsleiter, abteilungsleitung, ressortleiter, dezernent,
      amtsleiter, chefredakteur, chefarzt, oberarzt, syndikus, chefingenieur,
      首席, 主任, 部长, 副部长, 处长, 副处长, 负责人, 总编辑, 总编, 主编, 部门主管, 部门负责人, 部门总经理, 园长`,
  },
  {
    seniority: 'manager',
    entries: `
      manager, -manager, senior manager, mgr, people manager, engineering manager, team lead, team leader, teamlead, group leader,
      supervisor, foreman, superintendent, shift lead, store manager, branch manager, assistant director,
      assistant vice president, assistant general manager,
      teamleiter, team leiter, teamleitung, gruppenleiter, gruppenleitung, filialleiter, filialleitung, schichtleiter, bauleiter, -teamleiter, -gruppenleiter,
      marktleiter, serviceleiter, vorgesetzter, handlungsbevollmächtigter, handlungsbevollmächtigte, vorarbeiter,
      经理, 副经理, 高级经理, 部门经理, 区域经理, 大区经理, 主管, 组长, 科长, 副科长, 副主任, 店长, 班长, 车间主任,
      团队负责人, 小组负责人, 领班, 队长`,
  },
  {
    seniority: 'senior',
    entries: `
      senior, sr, snr, sen, principal, lead, tech lead, technical lead, staff engineer, art director, founding engineer, fellow,
      professor, assistant professor, associate professor, assistant manager,
      leitender, leitende, meister, -meister, seniorberater, oberingenieur,
      高级, 资深, 高级工程师, 资深工程师, 主任工程师, 主任医师, 专家, 教授, 副教授, 高工, 技术专家, 助理经理, 带头人`,
  },
  {
    seniority: 'senior',
    role: 'influencer',
    entries: `architect, -architekt, architekt, solution architect, enterprise architect, 架构师, 资深顾问, 高级顾问`,
  },
  {
    seniority: 'staff',
    role: 'influencer',
    entries: `
      product manager, produktmanager, product owner, process owner, system owner, data owner, service owner, risk owner, project manager, projektmanager, projektleiter,
      -projektleiter, -projektmanager, -produktmanager, projektleitung, program manager, programme manager, consultant, advisor, adviser, business analyst, buyer, purchaser,
      procurement, purchasing, sourcing, controller, scrum master, business partner, hr business partner, data protection officer,
      it consultant, works council, product marketing manager,
      berater, -berater, einkäufer, -einkäufer, einkauf, betriebsrat, betriebsratsvorsitzender, datenschutzbeauftragter, datenschutzbeauftragte,
      产品经理, 产品负责人, 项目经理, 项目负责人, 项目主管, 采购, 采购员, 采购专员, 顾问, 咨询师, 工会主席`,
  },
  {
    seniority: 'staff',
    entries: `
      account manager, key account manager, account executive, sales executive, office manager, community manager,
      social media manager, content manager, event manager, campaign manager, customer success manager, success manager,
      case manager, relationship manager, partner manager, channel manager, traffic manager, seo manager, crm manager,
      engineer, developer, programmer, software engineer, analyst, specialist, expert, designer, coordinator, representative,
      sales rep, sdr, bdr, officer, administrator, admin, sysadmin, accountant, bookkeeper, associate, clerk, technician,
      operator, editor, writer, recruiter, nurse, teacher, lecturer, physician, scientist, researcher, employee, worker,
      agent, lawyer, attorney, freelancer, copywriter, sales, receptionist, lead generation, lead management, lead nurturing, lead qualification,
      student affairs, student success, student services, student recruitment, student advisor, student counselor, intern program,
      partner sales, partner development, partner marketing, partner success, partner account, partner enablement,
      partner program, channel partner, head hunter, headhunter, head chef,
      office of the ceo, office of the cto, office of the cfo, office of the president, office of the chairman, office of the chief * officer, ceo office, ceo办公室, member of technical staff,
      ingenieur, -ingenieur, entwickler, -entwickler, sachbearbeiter, -sachbearbeiter, mitarbeiter, -mitarbeiter, angestellter,
      angestellte, -angestellter, -angestellte, referent, -referent, spezialist, -spezialist, experte, -experte, kaufmann,
      kauffrau, -kaufmann, -kauffrau, verkäufer, -verkäufer, vertreter, außendienst, innendienst, außendienstmitarbeiter,
      techniker, -techniker, monteur, buchhalter, -buchhalter, koordinator, -koordinator, disponent, hausmeister, redakteur, fachkraft,
      -fachkraft, begleiter, -begleiter, beauftragter, beauftragte, -beauftragter, -beauftragte, vertrieb, empfang, lehrer,
      arzt, anwalt, rechtsanwalt, -arbeiter, facharbeiter, mechaniker, -mechaniker, informatiker, -informatiker, betreuer, -betreuer,
      kundenbetreuer, systemadministrator, accountmanager, eventmanager, contentmanager, officemanager, key accounter,
      vorstandsbüro, büro des vorstands, büro der geschäftsführung, vorstandssekretariat, sekretariat,
      客户经理, 大客户经理, 客户成功经理, 大堂经理, 理财经理, 渠道经理, 运营专员, 社区经理, 活动经理, 内容经理,
      工程师, 软件工程师, 程序员, 开发, 研发, 设计师, 分析师, 专员, 文员, 职员, 员工, 会计, 出纳, 销售, 销售代表, 业务员, 代表, 客服,
      编辑, 研究员, 讲师, 老师, 教师, 医生, 律师, 护士, 司机, 技术员, 操作员, 运营, 策划, 行政, 人事, 前台, 前端, 前厅, 前沿, 售前,
      总经办, 总裁办, 总裁办公室, 总经理办公室, 董事会办公室, 董办, 董事长办公室`,
  },
  {
    seniority: 'staff',
    role: 'influencer',
    mark: 'assistant',
    entries: `
      assistant to, assistant of, executive assistant, personal assistant, management assistant, pa to, ea to, secretary to,
      secretary, aide to, advisor to, adviser to, consultant to, deputy to,
      assistent der, assistent des, assistenz der, assistenz des, assistenz geschäftsführung, direktionsassistent, vorstandsassistent,
      geschäftsführungsassistent, vorstandsassistenz, geschäftsführungsassistenz, referent der, referent des, vorstandsreferent,
      berater der, berater des, sekretär, -sekretär, sekretariat der, sekretariat des, büro der, chefsekretär,
      总经理助理, 总裁助理, 董事长助理, 总监助理, 经理助理, 副总助理, 秘书, 总裁秘书, 董事长秘书, 总经理秘书`,
  },
  {
    seniority: 'senior',
    role: 'influencer',
    mark: 'assistant',
    entries: `chief of staff, stabschef, founder associate, founders associate, 高级助理`,
  },
  {
    seniority: 'staff',
    mark: 'assistant',
    entries: `assistant, asst, assistent, -assistent, assistenz, -assistenz, 助理, 特助, 助手`,
  },
  {
    seniority: 'junior',
    entries: `
      junior, jr, trainee, recent graduate, graduate engineer, graduate consultant, entry level, volontär, berufseinsteiger, -trainee, management trainee, postdoc,
      doktorand, junior manager, juniorberater, juniormanager, juniorentwickler,
      初级, 见习, 管培生, 助理工程师, 储备干部, 助教, 助理研究员, 助理设计师, 试用`,
  },
  {
    seniority: 'student',
    entries: `
      student, working student, phd student, intern, internship, apprentice, pupil, undergraduate, summer intern,
      werkstudent, -student, studentische hilfskraft, studentische mitarbeiter, praktikant, -praktikant, praktikum,
      auszubildender, auszubildende, azubi, -azubi, lehrling, bachelorand, masterand, diplomand, schüler, dualer student,
      duales studium, hiwi, umschüler,
      实习生, 实习, 实习助理, 学生, 大学生, 研究生, 博士生, 学徒, 应届毕业生, 应届生`,
  },
  {
    seniority: 'unknown',
    mark: 'not_held',
    entries: `
      former, formerly, ex, retired, emeritus, aspiring, candidate for,
      ehemaliger, ehemalige, ehemals, ehem, früher, früherer, frühere, ausser dienst, im ruhestand, pensioniert, angehender,
      angehende, künftiger, künftige, rentner,
      前, 前任, 原任, 曾任, 退休, 离任, 已离职, 候任, 拟任`,
  },
];
