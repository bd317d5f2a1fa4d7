import { dirname } from 'node:path';
import { parseConfig } from '../../config/parse-config.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { UnusableInput } from '../../engine/unusable-input.js';
import type { HealthCheck } from '../../model/health-check.js';
import type { SourceFacts } from '../../model/source-facts.js';
import { plural } from '../../report/numbers.js';
import { machineDisk } from '../../store/disk.js';
import { lookAtLock } from '../../store/lock.js';
import { livenessOf } from '../../store/owner.js';
import { viewState } from '../../store/view-state.js';
import { withEngine } from '../engine-run.js';
import { CommandFailure } from '../failure.js';
import { openSources } from '../open-sources.js';
import type { LoadedConfig, Session } from '../session.js';
import { loadTemplateReader } from '../template-reader.js';
import { fail, formatBytes, ok, warn } from './check.js';

/** Whether there is a config, and whether it can be used; with it when it can. */
export async function checkConfig(
  session: Session,
): Promise<{ readonly check: HealthCheck; readonly loaded?: LoadedConfig }> {
  const path = session.findConfig(undefined);
  if (path === undefined) {
    return {
      check: warn(
        'config',
        'no nurture.yaml here or above',
        'Begin one with nurture init, or name it with --config FILE.',
      ),
    };
  }
  const file = session.shortName(path);
  try {
    const text = session.readConfigText(path);
    const { config, diagnostics } = parseConfig(text, file, await loadTemplateReader());
    const of = (severity: Diagnostic['severity']) =>
      diagnostics.filter((one) => one.severity === severity).length;
    const message = `${file}: ${plural(of('error'), 'error')}, ${plural(of('warning'), 'warning')}`;
    const remedy = 'See them with nurture validate.';
    if (config === undefined) return { check: fail('config', message, remedy) };
    const check = diagnostics.length === 0 ? ok('config', message) : warn('config', message, remedy);
    return { check, loaded: { config, diagnostics, file, directory: dirname(path), text, builtIn: false } };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return { check: fail('config', error.message, 'Correct the path, or the encoding of the file.') };
  }
}

/** Whether the files of each kind of source can be read, with sizes and rows. */
export async function checkSources(session: Session, loaded: LoadedConfig): Promise<readonly HealthCheck[]> {
  const { leads, events, lists, suppressions } = loaded.config.sources;
  const kinds: readonly (readonly [SourceFacts['kind'], string, number])[] = [
    ['leads', 'leads', leads.length],
    ['events', 'events', events.length],
    ['list', 'lists', Object.keys(lists).length],
    ['suppression', 'suppressions', suppressions.length],
  ];
  const checks: HealthCheck[] = [];
  for (const [kind, name, sources] of kinds) {
    if (sources > 0) checks.push(await checkKind(session, loaded, kind, name));
    else if (kind === 'leads')
      checks.push(
        warn(
          name,
          'the config names no leads',
          'Add sources: leads: to it; nurture inspect FILE prints the lines.',
        ),
      );
  }
  return checks;
}

async function checkKind(
  session: Session,
  { config, directory }: LoadedConfig,
  kind: SourceFacts['kind'],
  name: string,
): Promise<HealthCheck> {
  const inputs = { config, configDirectory: directory, dialect: {}, asOf: 0 };
  try {
    const { sources, problems } = await withEngine(session, ({ inputs: context }) =>
      openSources(inputs, context, [kind]),
    );
    const files = sources.flatMap((source) => source.files.map(({ file }) => file));
    const rows = files.reduce((sum, { records }) => sum + records, 0);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const message = `${plural(files.length, 'file')}, ${formatBytes(bytes)}, ${plural(rows, 'row')}`;
    const [problem, ...more] = problems;
    if (problem === undefined) return ok(name, message);
    return warn(name, `${message}; ${problem.message}`, remedyOf(problem, more.length));
  } catch (error) {
    if (error instanceof CommandFailure) return fail(name, error.message, 'Correct it, and look again.');
    if (!(error instanceof UnusableInput)) throw error;
    const [problem, ...more] = error.diagnostics;
    if (problem === undefined) throw error;
    return fail(name, problem.message, remedyOf(problem, more.length));
  }
}

function remedyOf({ help }: Diagnostic, more: number): string {
  const others =
    more === 0
      ? ''
      : ` There ${more === 1 ? 'is one more problem' : `are ${more} more problems`}: nurture score tells them all.`;
  return `${help ?? 'Correct the file, or what the config says of it.'}${others}`;
}

/** Whether the state is whole, every file of it, and who holds its lock (S7). Changes nothing. */
export function checkState(session: Session, directory: string): readonly HealthCheck[] {
  const { disk = machineDisk } = session.terminal;
  const place = session.shortName(directory);
  const { exists, runs, entries, problems } = viewState(directory, disk, true);
  if (!exists) return [ok('state', `nothing committed yet in ${place}`)];
  const [problem] = problems;
  const state =
    problem === undefined
      ? ok(
          'state',
          `${place}: ${plural(runs.length, 'run')}, ${entries.length} in the journal, all as they were committed`,
        )
      : fail(
          'state',
          `${plural(problems.length, 'problem')}, the first: ${problem.message}`,
          problem.help ?? 'See nurture runs verify.',
        );
  const held = lookAtLock({ disk, livenessOf }, directory);
  if (held === undefined) return [state, ok('lock', 'free')];
  const { holder, liveness } = held;
  const who =
    holder === undefined
      ? 'somebody it does not name'
      : `${holder.command}, process ${holder.pid} on ${holder.host}, since ${holder.since}`;
  const remedy =
    liveness === 'alive'
      ? 'Wait until it has ended.'
      : `If it does not run any more, remove the directory ${place}/lock.`;
  return [state, warn('lock', `held by ${who}`, remedy)];
}
