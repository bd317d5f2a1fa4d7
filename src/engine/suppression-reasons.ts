import { type StopKind, stopKinds } from '../model/ledger.js';
import { join, raw, type Sql, sql } from '../sql/sql.js';

/**
 * The kind of a suppression as an index in `stopKinds`, by the words of its folded reason (S6.3): those of the usual tools, in English,
 * German and Chinese. Whatever else a reason says, and when there is none, it is an entry of a list.
 */
export function stopKindSql(reason: Sql): Sql {
  const cases = signs.map(
    ([kind, words]) => sql`WHEN regexp_matches(${reason}, ${words.join('|')}) THEN ${code(kind)}`,
  );
  return sql`CASE ${join(cases, ' ')} ELSE ${code('list')} END`;
}

function code(kind: StopKind): Sql {
  return raw(String(stopKinds.indexOf(kind)));
}

/**
 * Parts of words in lower case, as RE2. The first kind that fits counts: what bounced as spam is no complaint, and of what transactional
 * mail passes over (unsubscriptions and objections) nothing else may be said.
 */
const signs: readonly (readonly [StopKind, readonly string[]])[] = [
  [
    'bounced',
    [
      ...['bounc', 'cleaned', 'invalid', 'bad.?e.?mail', 'undeliver', 'does not exist'],
      ...['no such user', 'unknown user', 'user unknown', 'mailbox not found'],
      // Status codes of SMTP for what fails for good.
      '\\b5\\.\\d{1,3}\\.\\d{1,3}\\b',
      ...['unzustellbar', 'nicht zustellbar', 'ungültig', 'rückläufer', 'existiert nicht'],
      ...['退信', '退回', '弹回', '无效', '無效', '不存在'],
    ],
  ],
  [
    'complaint',
    [
      ...['complain', 'spam', 'abuse', 'junk', 'feedback.?loop'],
      ...['beschwer', 'missbrauch'],
      ...['投诉', '投訴', '举报', '舉報', '垃圾'],
    ],
  ],
  [
    'objection',
    [
      ...['objection', 'objected', 'gdpr', '\\bart(?:icle|\\.)? ?21\\b'],
      ...['widersp', 'dsgvo', '\\bartikel ?21\\b'],
      ...['反对', '反對'],
    ],
  ],
  [
    'unsubscribed',
    [
      ...['unsub', 'opt(?:ed|s)?.?out', 'withdr[ae]w'],
      ...['abgemeldet', 'abmeld', 'abbestell', 'ausgetragen', 'austrag', 'widerruf'],
      ...['退订', '退訂', '取消订阅', '取消訂閱'],
    ],
  ],
];
