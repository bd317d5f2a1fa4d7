import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AudienceFold } from '../../src/fold/fold-audience.js';
import { LeadEvents } from '../../src/fold/lead-events.js';
import type { StageStep } from '../../src/fold/stages.js';
import { emptyAudienceFeatures } from '../../src/model/audience-features.js';
import { valueColumns } from '../../src/model/audience-model.js';
import { maskWords } from '../../src/model/event-batch.js';
import { compileScoreModel } from '../../src/model/score-model.js';
import { eventOrder } from '../oracle/naive-events.js';
import { arrivals } from './arbitrary-arrivals.js';
import { audienceWorlds } from './arbitrary-audience.js';
import {
  type AudienceRow,
  type AudienceWorld,
  audienceBatch,
  days,
  declaredTopics,
  foldAudience,
  modelOf,
} from './audience-world.js';

const numRuns = process.env.LONG === undefined ? 500 : 10_000;

describe('S1.2 the same rows give the same bits', () => {
  it('whatever order within an instant and whatever batches they come in', () => {
    fc.assert(
      fc.property(audienceWorlds(), arrivals, (world, arrival) => {
        expect(foldAudience(world, 'identity', arrival)).toEqual(foldAudience(world, 'identity'));
        const inOneBatch = foldAudience(world, 'arrival');
        expect(foldAudience(world, 'arrival', { cuts: arrival.cuts })).toEqual(inOneBatch);
        expect(inOneBatch.ambiguous).toBe(false);
      }),
      { numRuns },
    );
  });

  it('when the fold of a lead is interrupted and resumed', () => {
    fc.assert(
      fc.property(audienceWorlds(), fc.nat({ max: 100 }), (world, percent) => {
        for (let lead = 0; lead < world.leads; lead++) {
          const rows = world.rows.filter((row) => row.lead === lead && row.at <= world.asOf).sort(eventOrder);
          const cut = Math.floor((rows.length * percent) / 100);
          expect(foldInParts(world, lead, [rows.slice(0, cut), rows.slice(cut)])).toEqual(
            foldInParts(world, lead, [rows]),
          );
        }
      }),
      { numRuns },
    );
  });
});

describe('S2 rows that do not count', () => {
  it('S1.1 S2.4 S2.6 change nothing: repeated, later than as-of, or of machines', () => {
    const drafts = fc.array(
      fc.record({
        of: fc.nat(),
        later: fc.nat({ max: 3 * 3_600_000 }),
        kind: fc.constantFrom('repeat', 'late', 'machine'),
      }),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(audienceWorlds(), drafts, (world, more) => {
        const own = world.rows.filter(({ at }) => at <= world.asOf);
        const added = more.flatMap(({ of, later, kind }, index): readonly AudienceRow[] => {
          const row = own[of % Math.max(1, own.length)];
          if (row === undefined) return [];
          if (kind === 'repeat') return [{ ...row, at: Math.min(row.at + later, world.asOf) }];
          if (kind === 'late') return [{ ...row, id: `new-${index}`, at: world.asOf + 1 + later }];
          return [{ ...row, id: `new-${index}`, machine: true }];
        });
        const withMore = foldAudience({ ...world, rows: [...world.rows, ...added] }, 'arrival');
        expect(withMore.audience).toEqual(foldAudience(world, 'arrival').audience);
      }),
      { numRuns },
    );
  });
});

describe('the score', () => {
  it('is the same whether or not the audience is asked for', () => {
    fc.assert(
      fc.property(audienceWorlds(), fc.array(fc.nat(), { maxLength: 30 }), (world, marks) => {
        const rules = compileScoreModel(world.config).pain.count;
        // Rows of one id are one event, and which of them counts may depend on what else they say: all get one mark.
        const ids = [...new Set(world.rows.map(({ id }) => id))];
        const rows = world.rows.map((row) => {
          const mark = marks[ids.indexOf(row.id)];
          return mark === undefined || rules === 0
            ? row
            : { ...row, matchers: [...row.matchers, mark % rules] };
        });
        const alone = rows.map(({ matchers, ...row }) => ({
          ...row,
          matchers: matchers.filter((matcher) => matcher < rules),
        }));
        const scored = foldAudience({ ...world, rows }, 'arrival');
        expect(scored.features).toEqual(foldAudience({ ...world, rows: alone }, 'arrival').features);
      }),
      { numRuns },
    );
  });
});

/** Pushes the parts one after the other and folds after each, as somebody would who looks in between. */
function foldInParts(world: AudienceWorld, lead: number, parts: readonly (readonly AudienceRow[])[]) {
  const { model } = modelOf(world);
  const events = new LeadEvents(
    compileScoreModel(world.config),
    days,
    'identity',
    maskWords(model.matchers),
    valueColumns(world.config),
  );
  const fold = new AudienceFold({ model, declaredTopics: declaredTopics(world) }, world.asOf);
  const outcome = () => {
    const features = emptyAudienceFeatures(world.leads, model);
    const history: StageStep[] = [];
    fold.fold(lead, events, features, history);
    return { features, history };
  };
  let latest = outcome();
  for (const rows of parts) {
    events.push(audienceBatch(world, rows), 0, rows.length);
    events.settle();
    latest = outcome();
  }
  return latest;
}
