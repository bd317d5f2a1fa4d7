import fc from 'fast-check';
import { readAddress } from './addresses.js';
import { trim } from './values.js';
import type { LeadTable, TextRow, World } from './world.js';

/** Columns that may stand in one source alone, or in both with each cell in either. */
const divisible = ['title', 'company', 'country', 'employees'];

export interface SplitWorld {
  /** All that is known of a lead in one row. */
  readonly whole: World;
  /** The same in two sources, the second one with or without keys. */
  readonly split: World;
}

/**
 * Splits the leads of a world into two sources that do not contradict each other: each of the divisible columns goes to one of
 * them or to both, each cell of a column of both to one or to both, and rows of which one half is blank to one source alone.
 */
export function splitWorlds(worlds: fc.Arbitrary<World>): fc.Arbitrary<SplitWorld> {
  return fc
    .record({
      world: worlds,
      columns: fc.record(Object.fromEntries(divisible.map((column) => [column, sides]))),
      cells: fc.array(sides, { minLength: 1, maxLength: 64, size: 'max' }),
      alone: fc.array(fc.constantFrom('no', 'no', 'no', 'first', 'second'), {
        minLength: 1,
        maxLength: 16,
        size: 'max',
      }),
      keyless: fc.boolean(),
      swapped: fc.boolean(),
    })
    .map(({ world, columns, cells, alone, keyless, swapped }) => {
      const leads = oneRowEach(world.leads);
      const named = keyless ? unambiguous(leads) : leads;
      let drawn = 0;
      const first: TextRow[] = [];
      const second: TextRow[] = [];
      for (const [index, row] of leads.entries()) {
        const draw = alone[index % alone.length];
        // A row that a source without keys could not give to its lead stays in the source with keys.
        const only = !named.includes(row) ? 'first' : draw === 'second' && keyless ? 'no' : draw;
        const halves: readonly [Record<string, string>, Record<string, string>] = [{ ...row }, { ...row }];
        for (const column of divisible) {
          const side = columns[column] === 'both' ? cells[drawn++ % cells.length] : columns[column];
          if (only !== 'no') continue;
          if (side === 'first') halves[1][column] = '';
          if (side === 'second') halves[0][column] = '';
        }
        if (only !== 'second') first.push(halves[0]);
        if (only !== 'first') second.push(halves[1]);
      }
      const tables: LeadTable[] = [
        { columns: ['lead_id', ...written, ...divisible], rows: first },
        { columns: [...(keyless ? [] : ['lead_id']), ...written, ...divisible], rows: second },
      ];
      const sources = swapped ? tables.toReversed() : tables;
      return { whole: { ...world, leads }, split: { ...world, leads, sources } };
    });
}

/** In both sources with the same cells: what joins rows, and what decides whether a row is there at as-of. */
const written = ['email', 'created_at'];

const sides = fc.constantFrom('first', 'second', 'both');

function oneRowEach(rows: readonly TextRow[]): readonly TextRow[] {
  const keys = rows.map((row) => trim(row.lead_id ?? ''));
  return rows
    .filter((_, index) => keys[index] !== '' && keys.indexOf(keys[index] ?? '') === index)
    .map((row) => ({ ...row, updated_at: '' }));
}

/** The rows whose address is nobody else's. */
function unambiguous(rows: readonly TextRow[]): readonly TextRow[] {
  const addresses = rows.map((row) => readAddress(row.email)?.matchKey);
  return rows.filter((_, index) => {
    const own = addresses[index];
    return own !== undefined && addresses.indexOf(own) === addresses.lastIndexOf(own);
  });
}

/** Two or three sources that contradict each other: copies of the leads with other cells, some without keys. */
export function contradictingWorlds(worlds: fc.Arbitrary<World>): fc.Arbitrary<World> {
  const source = fc.record({
    keyless: fc.integer({ min: 0, max: 2 }).map((draw) => draw === 0),
    columns: fc.subarray([...written, ...divisible, 'updated_at'], { minLength: 3 }),
    decimal: fc.option(fc.constantFrom('.' as const, ',' as const), { nil: undefined }),
    rows: fc.array(fc.record({ of: fc.nat(), cells: fc.nat() }), {
      minLength: 1,
      maxLength: 30,
      size: 'max',
    }),
  });
  return fc
    .record({ world: worlds, drafts: fc.array(source, { minLength: 2, maxLength: 3 }) })
    .map(({ world, drafts }) => {
      const { leads } = world;
      const pick = (index: number): TextRow => leads[index % leads.length] ?? {};
      const sources = drafts.map(({ keyless, columns, decimal, rows }, index): LeadTable => {
        const known = [...new Set([...(keyless ? ['email'] : ['lead_id']), ...columns])];
        const drawn = rows.map(({ of, cells }) => ({
          ...pick(cells),
          lead_id: pick(of).lead_id ?? '',
          email: pick(cells % 4 === 0 ? cells : of).email ?? '',
        }));
        const own = index === 0 ? leads : drawn;
        return { columns: known, rows: own, ...(decimal === undefined ? {} : { decimal }) };
      });
      return { ...world, sources };
    });
}
