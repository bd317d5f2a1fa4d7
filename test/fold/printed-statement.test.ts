import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainPainter } from '../../src/report/diagnostics/painter.js';
import { renderScore, type ScoreExplanation } from '../../src/report/explain-report.js';
import { isoInstant } from '../../src/report/numbers.js';
import { world as worlds } from '../oracle/arbitraries.js';
import { explainOrdinal, type FoldWorld, readFoldWorld } from './fold-world.js';

const numRuns = process.env.LONG === undefined ? 70 : 1500;

describe('S3.7 the printed statement', () => {
  it('adds up, to the last printed digit', () => {
    const seen = { statements: 0, rounded: 0 };
    fc.assert(
      fc.property(worlds({ maxLeads: 8 }), (one) => {
        const world = readFoldWorld(one);
        for (const lead of world.leads.keys()) {
          const explanation = explanationOf(world, lead);
          const text = renderScore(explanation, plainPainter, { width: undefined, plain: true });
          const [, score, fit, pain, bonus = '0'] =
            /^score (\S+) = fit (\S+) \+ pain (\S+)(?: \+ bonus (\S+))?$/m.exec(text) ?? [];
          expect(cents(score)).toBe(cents(fit) + cents(pain) + cents(bonus));
          expect(text).toContain(`\nPAIN ${pain}  `);
          const lines = printedLines(text);
          expect(lines).toHaveLength(explanation.statement.length);
          let balance = 0;
          for (const line of lines) {
            balance += line.counted;
            expect(line.balance).toBe(balance);
          }
          expect(balance).toBe(cents(pain));
          seen.statements += Number(lines.length > 1);
          seen.rounded += Number(explanation.pain * 100 !== cents(pain));
        }
      }),
      { numRuns },
    );
    expect(seen.statements).toBeGreaterThan(numRuns / 10);
    expect(seen.rounded).toBeGreaterThan(numRuns / 50);
  });
});

/** The two columns on the right of the table of events, in hundredths. */
function printedLines(text: string): readonly { readonly counted: number; readonly balance: number }[] {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith('when\t'));
  if (head === -1) return [];
  const titles = lines[head]?.split('\t') ?? [];
  const end = lines.indexOf('', head);
  return lines.slice(head + 1, end).map((line) => {
    const cells = line.split('\t');
    return {
      counted: cents(cells[titles.indexOf('counted')]),
      balance: cents(cells[titles.indexOf('balance')]),
    };
  });
}

function cents(text: string | undefined): number {
  return Math.round(Number(text) * 100);
}

/** What the command prints, but for the places of rows, which only the engine knows. */
function explanationOf(world: FoldWorld, lead: number): ScoreExplanation {
  const { features, statement, spells, events, readyUntil } = explainOrdinal(world, lead);
  const one = (column: ArrayLike<number>) => column[lead] ?? Number.NaN;
  const place = { file: 'events.csv', line: 1 };
  return {
    lead: { id: world.leads[lead]?.key ?? '', email: null, place },
    asOf: new Date(world.asOf).toISOString(),
    score: one(features.score),
    fit: one(features.fit),
    pain: one(features.pain),
    bonus: one(features.bonus),
    velocity: one(features.velocity),
    momentum: one(features.momentum),
    ready: one(features.ready) === 1,
    threshold: world.model.ready,
    distance: Math.max(0, world.model.ready - one(features.score)),
    disqualified: one(features.disqualified) === 1,
    firstTouchAt: isoInstant(one(features.firstTouchAt)),
    readyAt: isoInstant(one(features.readyAt)),
    readyUntil: isoInstant(readyUntil),
    dueAt: isoInstant(one(features.dueAt)),
    spells: spells.map(({ from, to }) => ({ from: new Date(from).toISOString(), to: isoInstant(to) })),
    fitRules: [],
    statement: statement.lines.map(({ at, rule, points, now, counted, balance }) => ({
      at: new Date(at).toISOString(),
      place,
      type: 'page.viewed',
      rule: world.config.score.pain.rules[rule]?.id ?? '',
      points,
      now,
      counted,
      balance,
    })),
    events,
    wouldBeReady: [],
  };
}
