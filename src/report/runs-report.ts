import { visible } from './diagnostics/terminal-text.js';
import { formatCount, formatInstant, plural } from './numbers.js';
import { renderTable, type TableOptions } from './table.js';

/** A run as people and scripts see it in a list. No personal data. */
export interface RunLine {
  readonly id: string;
  readonly sequence: number;
  readonly asOf: string;
  /** Null for a run of a state that was adopted without its journal. */
  readonly committedAt: string | null;
  readonly sends: number;
  /** Sends that were planned and stopped before the plan was committed. */
  readonly withdrawn: number;
  readonly cancelled: boolean;
  readonly directory: string;
}

const right = 'right' as const;

export function renderRuns(runs: readonly RunLine[], options: TableOptions): string {
  const columns = [
    { title: '#', align: right },
    { title: 'run' },
    { title: 'as of' },
    { title: 'committed' },
    { title: 'sends', align: right },
    { title: 'withdrawn', align: right },
    { title: '' },
  ];
  const rows = runs.map(({ sequence, id, asOf, committedAt, sends, withdrawn, cancelled }) => [
    String(sequence),
    id,
    formatInstant(Date.parse(asOf)),
    committedAt === null ? '' : formatInstant(Date.parse(committedAt)),
    formatCount(sends),
    withdrawn === 0 ? '' : formatCount(withdrawn),
    cancelled ? 'cancelled' : '',
  ]);
  return renderTable(columns, rows, options);
}

/** What a run consists of and was made from. */
export interface RunDetails extends RunLine {
  /** Why it was cancelled, where that was said. */
  readonly cancelReason: string | null;
  readonly toolVersion: string;
  readonly configHash: string;
  readonly previous: string | null;
  readonly files: readonly FileLine[];
  readonly inputs: readonly (FileLine & { readonly source: string })[];
}

interface FileLine {
  readonly name: string;
  readonly rows: number | null;
  readonly bytes: number;
}

export function renderRun(run: RunDetails, options: TableOptions): string {
  const facts = [
    ['run', `${run.id}, number ${run.sequence}`],
    ...(run.cancelled ? [['cancelled', visible(run.cancelReason ?? 'for no stated reason')]] : []),
    ['as of', run.asOf],
    ['committed', run.committedAt ?? 'not known'],
    [
      'sends',
      `${formatCount(run.sends)}${run.withdrawn === 0 ? '' : `, ${formatCount(run.withdrawn)} withdrawn`}`,
    ],
    ['follows', run.previous ?? 'nothing'],
    ['config', run.configHash.slice(0, 12)],
    ['made by', `nurture ${run.toolVersion}`],
    ['directory', run.directory],
  ];
  const lines = facts.map(([name = '', value = '']) => `${name.padEnd(10)} ${value}\n`).join('');
  const columns = [{ title: 'file' }, { title: 'rows', align: right }, { title: 'bytes', align: right }];
  const row = ({ name, rows, bytes }: FileLine) => [
    name,
    rows === null ? '' : formatCount(rows),
    formatCount(bytes),
  ];
  const inputs = run.inputs.map((input) => row({ ...input, name: `${input.source}: ${input.name}` }));
  return `${lines}\n${renderTable(columns, run.files.map(row), options)}\nmade from ${plural(inputs.length, 'file')}\n${renderTable(columns, inputs, options)}`;
}

/** Somebody who must not be mailed, and by whose word. */
export interface SuppressionLine {
  readonly who: string;
  readonly kind: string;
  /** ISO 8601; null for one that holds for good. */
  readonly since: string | null;
  readonly purpose: string | null;
  readonly reason: string | null;
  /** A run that has seen it, null for the operator. */
  readonly run: string | null;
}

export function renderSuppressions(lines: readonly SuppressionLine[], options: TableOptions): string {
  const columns = [
    { title: 'who', widest: 40 },
    { title: 'kind' },
    { title: 'since' },
    { title: 'purpose', widest: 20 },
    { title: 'said by' },
    { title: 'reason', widest: 40 },
  ];
  const rows = lines.map(({ who, kind, since, purpose, reason, run }) => [
    who,
    kind,
    since === null ? 'ever' : formatInstant(Date.parse(since)),
    purpose ?? 'all',
    run ?? 'hand',
    reason ?? '',
  ]);
  return renderTable(columns, rows, options);
}
