import type { Story } from '../../config/stories/story.js';
import type { StoryFields } from '../../config/stories/story-fields.js';
import type { Wanted } from '../../engine/classify/wanted.js';
import { nothingKept } from '../../engine/kept-stops.js';
import { readLedgerTexts } from '../../engine/ledger-text.js';
import { ledgerRows } from '../../engine/planning/ledger-rows.js';
import type { Config } from '../../model/config.js';
import { dayMs } from '../../plan/calendar/zone-clock.js';
import { Decisions } from '../../plan/decisions.js';
import { plan } from '../../plan/planner.js';
import { sliceInput } from '../../plan/slice-input.js';
import type { StoryResult } from '../../report/story-report.js';
import { raw } from '../../sql/sql.js';
import type { Asked } from '../classified-run.js';
import type { EngineRun } from '../engine-run.js';
import { storeDecisions } from '../plan-publish.js';
import { preparePlanOn } from '../plan-run.js';
import { judge, type RunOutcome } from './judge-run.js';
import { outcomeOf, readLabels } from './run-outcome.js';
import { storyChances } from './story-chances.js';
import { writeStoryFiles } from './story-files.js';
import { StoryWorld } from './story-world.js';

/** Who wants to know more than whether stories pass. */
export interface StoryWatch {
  /** Fit rules that hold by lead as bits, and by pain rule whether it has counted anything. */
  takeRules(fitMasks: readonly Int32Array[], rulesHit: Uint8Array | undefined): void;
  takeRun(outcome: RunOutcome): void;
}

/** What stories run against. */
export interface StoryRequest {
  /** With the config; its as-of is of no interest. */
  readonly asked: Asked;
  readonly fields: StoryFields;
  /** Is shown what each pass has touched and each run has made. */
  readonly watch?: StoryWatch;
}

/**
 * Goes through stories on a virtual clock, by the very pipeline that plans: at each instant at which any of them has a run, the leads and events of
 * those that do are one data set, ingested and classified once. Each story is planned on its own slice of it, as if there were no other one, and
 * what it plans is committed to a ledger that only it sees. Results are in the order of the stories.
 *
 * A story meets another nowhere: keys and match keys begin with its number, so mailboxes, accounts and ledgers are its own, and limits of the
 * whole plan are those of its slice.
 */
export async function runStories(
  run: EngineRun,
  request: StoryRequest,
  stories: readonly Story[],
): Promise<readonly StoryResult[]> {
  const worlds = stories.map((story, index) => new StoryWorld(story, index));
  const lists = Object.values(request.asked.loaded.config.sources.lists).flatMap(({ files }) => files);
  await run.database.seal([...lists], [run.scratch]);
  const fields = usedFields(request.fields, stories);
  for (;;) {
    const due = worlds.flatMap((world) => {
      const next = world.next();
      return next === undefined ? [] : [{ world, next }];
    });
    if (due.length === 0) break;
    const asOf = due.reduce((first, { next }) => Math.min(first, next.at), Number.POSITIVE_INFINITY);
    const pass = due.filter(({ next }) => next.at === asOf);
    await makeRun(
      run,
      { ...request, fields },
      pass.map(({ world }) => world),
      asOf,
    );
  }
  return worlds.map(({ story, failures }) => ({
    name: story.name,
    at: story.at,
    runs: story.then.filter(({ kind }) => kind === 'run').length,
    failures,
  }));
}

/** Columns that no story fills are left out: to read and hash them takes time for each run. */
function usedFields({ leads, events, ...others }: StoryFields, stories: readonly Story[]): StoryFields {
  const ofLeads = new Set(['email']);
  const ofEvents = new Set(['send_id', 'campaign', 'step']);
  for (const { leads: rows, events: first, then } of stories) {
    const later = then.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));
    for (const { fields } of rows) for (const name of Object.keys(fields)) ofLeads.add(name);
    for (const { fields } of [...first, ...later]) for (const name of Object.keys(fields)) ofEvents.add(name);
  }
  return {
    leads: leads.filter((name) => ofLeads.has(name)),
    events: events.filter((name) => ofEvents.has(name)),
    ...others,
  };
}

/** One run of each of some stories, all at one instant. */
async function makeRun(
  run: EngineRun,
  { asked, fields, watch }: StoryRequest,
  worlds: readonly StoryWorld[],
  asOf: number,
): Promise<void> {
  const { database } = run;
  const { config } = asked.loaded;
  await database.renew();
  const { sources, ledgers } = await writeStoryFiles(database, run.scratch, worlds, fields, config.timezone);
  const told: Config = { ...config, sources: { ...config.sources, ...sources, suppressions: [] } };
  const wanted = wantedOf(config, worlds, asOf, watch !== undefined);
  const prepared = await preparePlanOn(
    run,
    { ...asked, asOf, loaded: { ...asked.loaded, config: told } },
    { horizonMs: dayMs, allowsBlast: false, written: [], isTolerant: true, wanted },
    { runs: ledgers.map((ledger) => ({ ledger })), stops: nothingKept, lastInputs: [] },
  );
  const { input, names, started, folded } = prepared;
  const keys = (await database.rows(raw('SELECT key FROM lead ORDER BY ord'))).map(([key]) => String(key));
  storyChances(input.leads.chance, keys, config.policy.salt);
  const labels = await readLabels(database, config, wanted);
  const decisions = new Decisions(input.leads.leads, input.model.campaigns.length);
  const dayOf = (at: number) => input.projectClock.dayOf(at);
  const slices = slicesOf(keys, worlds).map(({ world, from, to }) => {
    const sentToday = world.sentOn(dayOf(asOf), dayOf);
    const slice = { ...sliceInput(input, from, to), sentToday };
    const result = plan(slice);
    decisions.append(result.decisions, from);
    return { world, from, slice, result };
  });
  await storeDecisions(database, input, decisions);
  const committed = await readLedgerTexts(database, ledgerRows(names.campaigns, asOf));
  const rowsOf = groupByPrefix(committed, worlds);
  watch?.takeRules(started.matched.facts.fitMasks, folded.rulesHit);
  for (const { world, from, slice, result } of slices) {
    const rows = rowsOf.get(world.prefix) ?? [];
    const part = { input: slice, names, started };
    const outcome = outcomeOf({ world, from, part, result, keys, rows, features: folded.features, labels });
    for (const expectation of world.next()?.expectations ?? []) {
      const verdict = judge(expectation, outcome);
      if (verdict === undefined) continue;
      const { kind, place } = expectation;
      const what = kind === 'number' || kind === 'label' ? expectation.field : kind;
      const about =
        world.story.leads.length > 1 && expectation.lead !== undefined ? { lead: expectation.lead } : {};
      world.fail(place, { what, run: asOf, ...about, ...verdict });
    }
    watch?.takeRun(outcome);
    world.commit(rows, asOf);
  }
}

/** What expectations ask about; everything for the coverage. */
function wantedOf(
  { audience }: Config,
  worlds: readonly StoryWorld[],
  asOf: number,
  isEverything: boolean,
): Wanted {
  const asked = worlds
    .map((world) => world.next())
    .filter((next) => next?.at === asOf)
    .flatMap((next) => next?.expectations ?? []);
  const segments = asked.flatMap((one) =>
    one.kind === 'segments' ? [...one.includes, ...one.excludes] : [],
  );
  const labels = asked.flatMap((one) => (one.kind === 'label' ? one.field : []));
  return {
    columns: (['persona', 'stage'] as const).filter((name) => labels.includes(name)),
    segments: isEverything ? audience.segments.map(({ id }) => id) : [...new Set(segments)],
    partitions: [],
    accounts: false,
    rulesHit: isEverything,
    apart: raw("split_part(lead.key, '/', 1) || '/'"),
  };
}

/** The leads of each story, which stand together because their keys begin alike. */
function slicesOf(
  keys: readonly string[],
  worlds: readonly StoryWorld[],
): readonly { readonly world: StoryWorld; readonly from: number; readonly to: number }[] {
  const sorted = worlds.toSorted((a, b) => (a.prefix < b.prefix ? -1 : 1));
  let next = 0;
  return sorted.map((world) => {
    const from = next;
    while (keys[next]?.startsWith(world.prefix)) next++;
    return { world, from, to: next };
  });
}

function groupByPrefix<T extends { readonly lead_id: string }>(
  rows: readonly T[],
  worlds: readonly StoryWorld[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>(worlds.map(({ prefix }) => [prefix, []]));
  for (const row of rows) groups.get(row.lead_id.slice(0, row.lead_id.indexOf('/') + 1))?.push(row);
  return groups;
}
