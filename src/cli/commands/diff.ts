import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { readAddresses } from '../../engine/group-masks.js';
import type { ConfigDiff, LeadChanges } from '../../model/config-diff.js';
import { renderDiffMarkdown } from '../../report/diff-markdown.js';
import { leadTables, renderDiff } from '../../report/diff-report.js';
import { changedPainRules } from '../diff/changed-rules.js';
import { type Compared, compareSides } from '../diff/compare-sides.js';
import { readConfigVersion } from '../diff/config-version.js';
import { readSide } from '../diff/side.js';
import { type EngineRun, withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import { readHorizon } from '../make-plan.js';
import { stageTarget } from '../outputs.js';
import { print, tableOf } from '../print-result.js';
import { configHash } from '../score-document.js';
import { readLimit } from '../score-request.js';
import { type LoadedConfig, Session } from '../session.js';
import { readState } from '../state.js';

export interface DiffOptions {
  readonly old: string;
  /** The config found by `--config`, or here and above, when left out. */
  readonly new?: string;
  readonly events?: readonly string[];
  readonly horizon?: string;
  readonly json?: boolean;
  readonly leads?: boolean;
  readonly limit?: string;
  readonly output?: readonly string[];
  readonly detailedExitcode?: boolean;
}

const shownLeads = 10;

/** Says what a change of the config does to the real leads: scores, readiness, segments, sends (S3 to S6). Changes nothing. */
export async function diff(session: Session, options: DiffOptions) {
  const horizonMs = readHorizon(options.horizon);
  const limit = readLimit(options.limit) ?? shownLeads;
  const formats = (options.output ?? []).map((target) => formatOf(target));
  const before = await readConfigVersion(session, options.old);
  const after = await readConfigVersion(session, newName(session, options));
  const asOf = session.asOf(after.config.timezone);
  const state = readState(session, after.directory, asOf);
  const [worthBefore, worthAfter] = changedPainRules(before.config, after.config);
  // What is to be said of the files is said once, by the run with the new config.
  const quiet = new Session(session.terminal, { ...session.flags, quiet: true });
  const askedOf = (own: Session, loaded: LoadedConfig) => ({ session: own, loaded, options: {}, asOf });
  const old = await withEngine(quiet, (run) =>
    readSide(run, askedOf(quiet, before), { horizonMs, state, worthOf: worthBefore }),
  );
  return withEngine(session, async (run) => {
    const staged = (options.output ?? []).map((target) => stageTarget(session, run, '-o', target));
    const now = await readSide(run, askedOf(session, after), { horizonMs, state, worthOf: worthAfter });
    const compared = compareSides(old, now, asOf, horizonMs);
    const result = { compared, before, after, problems: now.problems };
    const tables = await namedLeads(run, compared.leads, limit);
    const names = { old: before.file, new: after.file };
    const document = documentOf(result, options.leads === true);
    for (const [index, file] of staged.entries()) {
      const text =
        formats[index] === 'json'
          ? `${JSON.stringify({ schemaVersion: 1, ...document }, null, 2)}\n`
          : renderDiffMarkdown(compared.diff, names, options.leads === true ? tables : []);
      writeFileSync(file.path, text);
      file.commit();
      session.note(`Wrote ${session.shortName(file.target)}`);
    }
    print(session, options, document, () => renderDiff(compared.diff, names, tables, tableOf(session)));
    session.report(now.problems);
    if (session.flags.strict === true && now.problems.length > 0) return { code: exitCodes.gateFailed };
    const isDue = options.detailedExitcode === true && compared.diff.differs;
    return { code: isDue ? exitCodes.due : exitCodes.done };
  });
}

function newName(session: Session, options: DiffOptions): string {
  const name = options.new ?? session.findConfig(undefined);
  if (name !== undefined) return name;
  throw new CommandFailure(
    exitCodes.usage,
    'There is no nurture.yaml here or above to compare with. Name both configs: nurture diff OLD NEW',
  );
}

function formatOf(target: string): 'json' | 'md' {
  const extension = extname(target).toLowerCase();
  if (extension === '.json') return 'json';
  if (extension === '.md') return 'md';
  throw new CommandFailure(
    exitCodes.usage,
    `-o ${target}: the extension gives the format; use .md or .json.`,
  );
}

async function namedLeads({ database }: EngineRun, leads: LeadChanges, limit: number) {
  const shown = [...leads.moves.slice(0, limit), ...leads.crossings.slice(0, limit)];
  const emails = await readAddresses(database, [...new Set(shown.map(({ lead }) => lead))]);
  return leadTables(leads, emails, limit);
}

interface DiffResult {
  readonly compared: Compared;
  readonly before: LoadedConfig;
  readonly after: LoadedConfig;
  readonly problems: readonly Diagnostic[];
}

/** The JSON document; the leads behind the numbers only when they are asked for. */
function documentOf({ compared, before, after, problems }: DiffResult, withLeads: boolean): object {
  const sideOf = ({ file, text }: LoadedConfig) => ({ config: file, configHash: configHash(text) });
  const { asOf, until, ...rest }: ConfigDiff = compared.diff;
  return {
    command: 'diff',
    asOf,
    until,
    configHash: configHash(after.text),
    old: sideOf(before),
    new: sideOf(after),
    ...rest,
    ...(withLeads ? { leads: compared.leads } : {}),
    warnings: problems.map(({ code, message }) => ({ code, message })),
  };
}
