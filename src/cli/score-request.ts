import { didYouMean } from '../diagnostics/nearest.js';
import type { Config } from '../model/config.js';
import { defaultColumns, type ScoreColumn, scoreColumns } from '../model/score-columns.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';

/** The flags of `score` as the command line gives them. */
export interface ScoreOptions {
  readonly leads: readonly string[];
  readonly events?: readonly string[];
  readonly output?: readonly string[];
  readonly format?: 'table' | 'csv' | 'json' | 'jsonl';
  readonly json?: boolean;
  readonly columns?: string;
  readonly limit?: string;
  readonly rejects?: string;
  readonly conflicts?: string;
}

/** What to print and write, checked. */
export interface ScoreRequest {
  readonly format: 'table' | 'csv' | 'json' | 'jsonl';
  /** Columns of files and of machine formats; the table for people has its own. */
  readonly columns: readonly ScoreColumn[];
  /** Leads to print; files always hold all. */
  readonly limit?: number;
}

/** What the flags say on their own; without a word about columns the config decides. */
export type ScoreFlags = Omit<ScoreRequest, 'columns'> & Partial<Pick<ScoreRequest, 'columns'>>;

/** Reads the flags; a usage error names what is wrong with them. */
export function readScoreOptions(options: ScoreOptions): ScoreFlags {
  const limit = readLimit(options.limit);
  return {
    format: options.json === true ? 'json' : (options.format ?? 'table'),
    ...(options.columns === undefined ? {} : { columns: readColumns(options.columns) }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** The request of a run with this config. */
export function scoreRequest(flags: ScoreFlags, config: Config): ScoreRequest {
  return { ...flags, columns: flags.columns ?? defaultColumns(config) };
}

/** A number of rows to print. */
export function readLimit(text: string | undefined, flag = '--limit'): number | undefined {
  if (text === undefined) return undefined;
  const limit = Number(text);
  if (text.trim() === '' || !Number.isInteger(limit) || limit < 0) {
    throw new CommandFailure(exitCodes.usage, `${flag} ${JSON.stringify(text)} is not a whole number.`);
  }
  return limit;
}

function readColumns(text: string): readonly ScoreColumn[] {
  return text.split(',').map((part) => {
    const name = part.trim();
    const column = scoreColumns.find((known) => known === name);
    if (column !== undefined) return column;
    const hint = didYouMean(name, scoreColumns) ?? `Columns: ${scoreColumns.join(', ')}`;
    throw new CommandFailure(
      exitCodes.usage,
      `--columns: there is no column ${JSON.stringify(name)}. ${hint}`,
    );
  });
}
