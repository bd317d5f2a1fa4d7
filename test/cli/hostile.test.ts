import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it } from 'vitest';
import { runWarm } from './run-warm.js';
import { temporaryFolder } from './temporary-folder.js';

const asOf = ['--as-of', '2025-06-30T00:00:00Z'];

/** Keys that a program which guesses types or trusts text would change, or be changed by. */
const keys = [
  ...[
    '00123',
    '1e5',
    '12345678901234567890',
    '0x1F',
    '1_000',
    'NaN',
    'null',
    'NULL',
    'true',
    '-',
    '#N/A',
    '2025-06-30',
  ],
  ...['=1+1', '@SUM(A1)', '+49 30 1234', '-2+3', '=HYPERLINK("http://x.example","y")'],
  ...[
    "O'Brien",
    'say "hi"',
    "'); DROP TABLE lead; --",
    '$1',
    '?',
    '%s',
    '{{ lead }}',
    '$HOME',
    'a\\b',
    'C:\\',
  ],
  ...['__proto__', 'constructor', 'toString', 'a,b', 'a;b', 'a|b', 'a\tb', 'line\nbreak', 'line\r\nbreak'],
  ...[
    '王小明',
    'Ünïcödé',
    'مرحبا',
    'שלום',
    '👩‍👩‍👧‍👦',
    'e\u0301',
    '\u202eevil',
    '\u200bx',
    'A'.repeat(10_000),
  ],
  ...['\u001b[31mred', 'bell\u0007', 'back\b', '\u009b31m', '\u2028', '\ufeffbom'],
];

describe('hostile keys, addresses and values', () => {
  it('come out of a score file as they went in', async () => {
    const folder = makeProject();
    const outputs = ['-o', 'scores.csv', '-o', 'scores.json', '-o', 'scores.jsonl'];
    const run = await runWarm(['score', '-q', ...asOf, ...outputs], { cwd: folder });
    expect(run).toEqual({ stdout: '', stderr: '', code: 0 });
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const csv = parse<Scored>(read('scores.csv'), { columns: true });
    const json: Scored[] = JSON.parse(read('scores.json')).leads;
    const jsonl: Scored[] = read('scores.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const expected = keys.map((key) => trimmed(key)).sort(byCodePoint);
    for (const scored of [csv, json, jsonl]) {
      expect(scored.map(({ lead_id }) => lead_id)).toEqual(expected);
      expect(new Set(scored.map(({ score }) => Number(score)))).toEqual(new Set([5 + 7]));
    }
  });

  it('can be asked for', async () => {
    const folder = makeProject();
    for (const key of ['00123', "'); DROP TABLE lead; --", '__proto__', 'line\nbreak']) {
      const { stdout, code } = await runWarm(['explain', '-q', '--json', ...asOf, '--', key], {
        cwd: folder,
      });
      expect(code).toBe(0);
      const { lead, score, statement, fitRules } = JSON.parse(stdout);
      expect({ id: lead.id, score, events: statement.length }).toEqual({ id: key, score: 12, events: 1 });
      expect(fitRules[0].values).toEqual({ note: `note of ${key}` });
    }
  });
});

describe('control characters', () => {
  it.each([[], ['--plain']])('never reach the terminal in a table %j', async (...flags) => {
    const run = await runWarm(['score', '--limit', '1000', ...asOf, ...flags], { cwd: makeProject() });
    expect(run.code).toBe(0);
    expect(steering(run.stdout.replaceAll('\t', ''))).toEqual([]);
    expect(steering(run.stderr)).toEqual([]);
  });

  it('never reach the terminal in a statement', async () => {
    for (const key of ['\u001b[31mred', '\u202eevil']) {
      const run = await runWarm(['explain', ...asOf, '--', key], { cwd: makeProject() });
      expect(run.code).toBe(0);
      expect(run.stdout).toContain('score 12 = fit 5 + pain 7');
      expect(steering(run.stdout + run.stderr)).toEqual([]);
    }
  });

  it('never reach the terminal in messages about files, columns, keys and configs', async () => {
    const folder = temporaryFolder();
    const name = 'leads\u001b[31m.csv';
    writeFileSync(
      join(folder, name),
      'lead_id,email\n"a\u001b[31m",same@corp.example\n"b\u0007",same@corp.example\n',
    );
    writeFileSync(join(folder, 'twice.csv'), 'lead_id,"x\u001b[31m","x\u001b[31m"\n1,2,3\n');
    writeFileSync(join(folder, 'bad.yaml'), 'version: 1\nscore: { ready: 1, "re\\e[31mdy": 2 }\n');
    const commands = [
      ['explain', 'same@corp.example', '-l', name],
      ['explain', 'nobody\u001b[31m', '-l', name],
      ['score', 'twice.csv'],
      ['score', 'no\u001b[31mfile.csv'],
      ['score', name, '-o', 'no\u001b[31mfolder/scores.csv'],
      ['score', name, '-o', 'scores\u001b[31m.csv'],
      ['score', name, '--limit', '\u001b[31m'],
      ['score', name, '--as-of', '\u001b[31m'],
      ['score', '-c', 'no\u001b[31m.yaml'],
      ['validate', 'bad.yaml'],
      ['validate', 'bad.yaml', '--format', 'concise'],
      ['sco\u001b[31mre'],
      ['score', '--lim\u001b[31mit'],
    ];
    const runs = await Promise.all(commands.map((args) => runWarm(args, { cwd: folder })));
    const seen = runs.map(({ stdout, stderr }, index) => [commands[index], steering(stdout + stderr)]);
    expect(seen).toEqual(commands.map((args) => [args, []]));
  });
});

interface Scored {
  readonly lead_id: string;
  readonly score: string | number;
}

/** One lead per key, with a column named like a trap, and one event each. */
function makeProject(): string {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'nurture.yaml'),
    `version: 1
sources:
  leads: [{ files: leads.csv, key: key, columns: { email: email, note: __proto__ } }]
  events: [{ files: events.csv, columns: { lead: key, type: type, at: at, url: url } }]
score:
  ready: 100
  fit: { rules: [{ id: note, when: { note: { starts_with: note of } }, points: 5 }] }
  pain: { rules: [{ id: seen, event: page.viewed, where: { url: { exists: true } }, points: 7 }] }
`,
  );
  const leads = keys.map((key) => ({ key, email: `${key}@corp.example`, __proto: `note of ${key}` }));
  const events = keys.map((key) => ({ key, type: 'page.viewed', at: '2025-06-29', url: key }));
  const columns = [
    { key: 'key', header: 'key' },
    { key: 'email', header: 'email' },
    { key: '__proto', header: '__proto__' },
  ];
  writeFileSync(join(folder, 'leads.csv'), stringify(leads, { header: true, columns, quoted: true }));
  writeFileSync(join(folder, 'events.csv'), stringify(events, { header: true, quoted: true }));
  return folder;
}

/** The blanks that the tool takes from both ends of a cell. */
function trimmed(key: string): string {
  return key.replace(/^[ \t\n\v\f\r\u00a0\u3000\ufeff]+|[ \t\n\v\f\r\u00a0\u3000\ufeff]+$/gu, '');
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Characters that steer a terminal, or the direction of text, in what was printed. */
function steering(text: string): readonly string[] {
  return Array.from(text.matchAll(/[^\P{Cc}\n]|[\p{Bidi_Control}\p{Zl}\p{Zp}]/gu), ([character]) =>
    JSON.stringify(character),
  );
}
