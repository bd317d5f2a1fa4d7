import { diagnose } from '../../diagnostics/diagnose.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Expectations } from '../../model/config.js';
import type { SourceFacts } from '../../model/source-facts.js';
import { headerKey } from '../aliases.js';

/**
 * Compares the data of a source with what the config expects of it, and with the same source of an earlier run where there is
 * one. Columns that must be there are looked for in each file: `missingExpectedColumns`.
 */
export function checkExpectations(
  facts: SourceFacts,
  expect: Expectations,
  baseline: SourceFacts | undefined,
  asOf: number,
): readonly Diagnostic[] {
  return [
    ...staleExport(facts, expect, asOf),
    ...tooFewRows(facts, expect),
    ...(baseline === undefined
      ? []
      : [
          ...changedColumns(facts, baseline),
          ...droppedRows(facts, expect, baseline),
          ...droppedEvents(facts, expect, baseline),
        ]),
  ];
}

/** A drop that is to be noticed and that this baseline can not show. */
export function incompleteBaseline(
  facts: SourceFacts,
  { maxDrop, maxTypeDrop }: Expectations,
  baseline: SourceFacts | undefined,
): readonly Diagnostic[] {
  const asked = maxDrop !== undefined || maxTypeDrop !== undefined;
  if (baseline === undefined && asked) {
    const message = `The baseline knows nothing of ${called(facts)}, so a drop would not be noticed.`;
    return [diagnose('input/incomplete-baseline', message, undefined)];
  }
  if (maxTypeDrop === undefined || baseline?.types !== undefined) return [];
  const message = `The baseline has not counted the types of ${called(facts)}, so a drop of one would not be noticed.`;
  return [diagnose('input/incomplete-baseline', message, undefined)];
}

/** The source of an earlier run that is the same as this one. */
export function baselineOf(facts: SourceFacts, earlier: readonly SourceFacts[]): SourceFacts | undefined {
  return earlier.find(({ kind, name }) => kind === facts.kind && name === facts.name);
}

function staleExport(facts: SourceFacts, { maxAgeMs }: Expectations, asOf: number): readonly Diagnostic[] {
  if (maxAgeMs === undefined) return [];
  const limit = `expect.max_age is ${lengthOf(maxAgeMs)}`;
  if (facts.newest === null) {
    const message = `${called(facts)} has no readable instant up to as-of, so its age can not be told; ${limit}.`;
    return [diagnose('input/stale-export', message, undefined)];
  }
  const age = asOf - Date.parse(facts.newest);
  if (age <= maxAgeMs) return [];
  const message = `The newest instant of ${called(facts)} is ${facts.newest}, ${lengthOf(age)} before as-of; ${limit}.`;
  return [diagnose('input/stale-export', message, undefined)];
}

function tooFewRows(facts: SourceFacts, { minRows }: Expectations): readonly Diagnostic[] {
  if (minRows === undefined || facts.rows >= minRows) return [];
  const message = `${called(facts)} has ${rowsOf(facts.rows)}; expect.min_rows is ${minRows}.`;
  return [diagnose('input/too-few-rows', message, undefined)];
}

function changedColumns(facts: SourceFacts, baseline: SourceFacts): readonly Diagnostic[] {
  const gone = without(baseline.columns, facts.columns);
  const added = without(facts.columns, baseline.columns);
  if (gone.length + added.length === 0) return [];
  const changes = [
    ...(gone.length === 0 ? [] : [`lost ${gone.join(', ')}`]),
    ...(added.length === 0 ? [] : [`gained ${added.join(', ')}`]),
  ];
  const message = `The columns of ${called(facts)} differ from the baseline: it ${changes.join(' and ')}.`;
  return [diagnose('input/changed-columns', message, undefined)];
}

function droppedRows(
  facts: SourceFacts,
  { maxDrop }: Expectations,
  baseline: SourceFacts,
): readonly Diagnostic[] {
  if (maxDrop === undefined || !hasDropped(facts.rows, baseline.rows, maxDrop)) return [];
  const message = `${called(facts)} has ${rowsOf(facts.rows)}, ${fall(facts.rows, baseline.rows)}; expect.max_drop is ${percent(maxDrop)}.`;
  return [diagnose('input/dropped-rows', message, undefined)];
}

/** A type that is gone altogether has dropped by 100 %. */
function droppedEvents(
  facts: SourceFacts,
  { maxTypeDrop }: Expectations,
  baseline: SourceFacts,
): readonly Diagnostic[] {
  if (maxTypeDrop === undefined || facts.types === undefined) return [];
  const rows = new Map(facts.types.map((entry) => [entry.type, entry.rows]));
  return (baseline.types ?? []).flatMap(({ type, rows: before }) => {
    const present = rows.get(type) ?? 0;
    if (!hasDropped(present, before, maxTypeDrop)) return [];
    const message = `${called(facts)} has ${rowsOf(present)} of type ${type}, ${fall(present, before)}; expect.max_type_drop is ${percent(maxTypeDrop)}.`;
    return [diagnose('input/dropped-events', message, undefined)];
  });
}

/** Exactly the share that is allowed is allowed: rows are whole, so a millionth of one is only the rounding of the share. */
function hasDropped(present: number, before: number, allowed: number): boolean {
  return before - present > before * allowed + 1e-6;
}

function without(columns: readonly string[], others: readonly string[]): readonly string[] {
  const keys = new Set(others.map(headerKey));
  return columns.filter((column) => !keys.has(headerKey(column)));
}

function called({ kind, name }: SourceFacts): string {
  return kind === 'list' ? `list ${name}` : name;
}

function rowsOf(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}

function fall(present: number, before: number): string {
  return `${percent((before - present) / before)} fewer than the ${before} of the baseline`;
}

/** Rounded so that a small breach never looks like the limit. */
function percent(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}

const MINUTE_MS = 60_000;

/** Days, hours and minutes, the largest two that say something. */
function lengthOf(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  const parts = [
    { count: Math.floor(minutes / 1440), unit: 'd' },
    { count: Math.floor(minutes / 60) % 24, unit: 'h' },
    { count: minutes % 60, unit: 'm' },
  ].filter(({ count }) => count > 0);
  const shown = parts.slice(0, 2).map(({ count, unit }) => `${count}${unit}`);
  return shown.length === 0 ? `${ms} ms` : shown.join(' ');
}
