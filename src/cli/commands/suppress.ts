import { createHash } from 'node:crypto';
import { matchKey } from '../../engine/addresses.js';
import { findKeptStops, type KeptStop } from '../../engine/kept-stops.js';
import { UnusableInput } from '../../engine/unusable-input.js';
import type { StopKind } from '../../model/ledger.js';
import { isoInstant, plural } from '../../report/numbers.js';
import { renderSuppressions, type SuppressionLine } from '../../report/runs-report.js';
import { type StateView, viewState } from '../../store/view-state.js';
import { changeState } from '../change-state.js';
import { now } from '../clock.js';
import { withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import { print, tableOf } from '../print-result.js';
import type { Session } from '../session.js';
import { stateOfCommand } from '../state.js';

export interface AddOptions {
  readonly who: readonly string[];
  readonly reason?: string;
  readonly purpose?: string;
  readonly kind: StopKind;
  readonly json?: boolean;
}

/** Adds addresses and domains to the ratchet of the state, as of now: only a later consent of them lifts it (S6.3). */
export async function addSuppressions(session: Session, options: AddOptions) {
  const directory = stateOfCommand(session);
  const at = new Date(session.asOf('UTC')).toISOString();
  const purpose = options.purpose?.trim().normalize('NFC').toLowerCase() ?? null;
  const stops = options.who.map((who): KeptStop => ({ who: nameOf(who), kind: options.kind, at, purpose }));
  await changeState(session, directory, 'suppress add', async (writer) => {
    const { problems } = writer.view;
    if (problems.length > 0) throw new UnusableInput(problems);
    writer.commit({ kind: 'suppress', stops, reason: options.reason ?? null }, now());
  });
  print(session, options, { suppressed: stops }, () => {
    const names = stops.map(({ who }) => who).join(', ');
    return `Suppressed ${names}${purpose === null ? '' : ` for ${purpose}`}.\n`;
  });
  return { code: exitCodes.done };
}

/** What was suppressed by hand, and how many stops the runs have seen. */
export async function listSuppressions(session: Session, options: { readonly json?: boolean }) {
  const view = viewed(session);
  const lines = byHand(view);
  const seen = view.runs.reduce((sum, run) => sum + stopsOf(run), 0);
  print(session, options, { suppressions: lines, seenByRuns: seen }, () =>
    lines.length === 0 ? 'Nobody was suppressed by hand.\n' : renderSuppressions(lines, tableOf(session)),
  );
  session.note(
    `The runs keep ${plural(seen, 'stop')} of sources, events and campaigns; nurture suppress check looks for one.`,
  );
  return { code: exitCodes.done };
}

/** Everything the state keeps of one address or domain. */
export async function checkSuppression(
  session: Session,
  options: { readonly who: string; readonly json?: boolean },
) {
  const name = nameOf(options.who);
  const names = namesThatMean(name);
  const view = viewed(session);
  const files = view.runs.flatMap(({ stops }) => stops ?? []);
  const seen = await withEngine(session, async ({ database }) => {
    await database.seal(files, []);
    return findKeptStops(database, files, names);
  });
  const lines = [
    ...byHand(view).filter(({ who }) => names.includes(who)),
    ...seen.map(({ who, kind, at, purpose, file }): SuppressionLine => {
      const run = view.runs.find(({ stops }) => stops === file)?.manifest.runId ?? null;
      return { who, kind, since: isoInstant(at ?? undefined), purpose, reason: null, run };
    }),
  ];
  print(session, options, { who: name, stops: lines }, () =>
    lines.length === 0
      ? `The state knows no stop of ${name}.\n`
      : renderSuppressions(lines, tableOf(session)),
  );
  return { code: exitCodes.done };
}

/** The form in which stops are kept: a match key, or a domain with an @ before it, which stands for its subdomains, too. */
function nameOf(text: string): string {
  const domain = text.trim().replace(/^\*?@[*.@]*/, '');
  const isDomain = !/[^@\s]@/.test(text);
  const key = matchKey(isDomain ? `anybody@${domain}` : text);
  if (key === undefined || /["(),:;<>*[\]\\]/.test(key)) {
    throw new CommandFailure(
      exitCodes.usage,
      `${JSON.stringify(text)} is neither an address such as anna@corp.example nor a domain such as @corp.example.`,
    );
  }
  return isDomain ? key.slice(key.indexOf('@')) : key;
}

/** The address, its hash, its domain and the domains above. */
function namesThatMean(name: string): readonly string[] {
  const [local = '', domain = ''] = name.split('@');
  const labels = domain.split('.');
  const domains = labels.map((_, index) => `@${labels.slice(index).join('.')}`);
  return local === '' ? domains : [name, createHash('sha256').update(name).digest('hex'), ...domains];
}

function viewed(session: Session): StateView {
  const view = viewState(stateOfCommand(session), session.terminal.disk);
  session.report(view.problems);
  return view;
}

function byHand({ entries }: StateView): readonly SuppressionLine[] {
  return entries.flatMap(({ deed }) =>
    deed.kind === 'suppress'
      ? deed.stops.map(({ who, kind, at, purpose }) => ({
          ...{ who, kind, since: at, purpose, reason: deed.reason, run: null },
        }))
      : [],
  );
}

/** Rows of the stops of a run. */
function stopsOf({ manifest, entry }: StateView['runs'][number]): number {
  const replaced = entry?.deed.kind === 'run' ? entry.deed.replaced : [];
  const file = [...replaced, ...manifest.files].find(({ name }) => name === 'stops.parquet');
  return file?.rows ?? 0;
}
