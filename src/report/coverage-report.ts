import { visible } from './diagnostics/terminal-text.js';
import { formatShare } from './numbers.js';
import { renderTable, type TableOptions } from './table.js';

/** Which parts of a config scenario tests have touched, by kind: rules, segments, steps, engagement cases, reasons. */
export interface StoryCoverage {
  readonly parts: readonly {
    readonly kind: string;
    readonly total: number;
    readonly touched: number;
    /** Names of the others, in the order of the config. */
    readonly untouched: readonly string[];
  }[];
}

/** A row for each kind, then by kind what no story has touched. */
export function renderCoverage({ parts }: StoryCoverage, options: TableOptions): string {
  const right = 'right' as const;
  const columns = [
    { title: 'covered' },
    { title: 'of', align: right },
    { title: 'touched', align: right },
    { title: 'share', align: right },
  ];
  const rows = parts.map(({ kind, total, touched }) => [
    `${kind}s`,
    String(total),
    String(touched),
    formatShare(touched, total),
  ]);
  const names = parts.flatMap(({ kind, untouched }) =>
    untouched.length === 0 ? [] : [visible(`${kind}s that no story touches: ${untouched.join(', ')}`)],
  );
  return `${renderTable(columns, rows, options)}${names.map((line) => `\n${line}\n`).join('')}`;
}
