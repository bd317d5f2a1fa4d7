import { findAccount } from '../engine/accounts-query.js';
import { everythingWanted } from '../engine/classify/wanted.js';
import { batchShape } from '../engine/event-query.js';
import { type TracedEvent, traceEvents } from '../engine/event-stream.js';
import { type FoundLead, findLeads, readFields, whyNoLead } from '../engine/lead-lookup.js';
import { readProfile } from '../engine/lead-profile.js';
import { placeOfRecords } from '../engine/places.js';
import { daysOf } from '../fold/days.js';
import { explainLead } from '../fold/explain-lead.js';
import type { Condition } from '../model/condition.js';
import { splitSegments } from '../model/segment-parts.js';
import type { Explanation } from '../report/explain-report.js';
import type { Place } from '../report/place.js';
import { zoneOffsets } from '../sql/zones.js';
import {
  type Asked,
  type ClassifyRequest,
  classifyMatched,
  type MatchedRun,
  matchRun,
} from './classified-run.js';
import type { EngineRun } from './engine-run.js';
import { exitCodes } from './exit-codes.js';
import { explainCampaigns } from './explain-campaigns.js';
import { fieldsToExplain, type LeadFactSheet } from './explain-facts.js';
import { explainJourney, lastEvents, touchAt } from './explain-journey.js';
import { explainProfile } from './explain-profile.js';
import { explainScore } from './explain-score.js';
import { CommandFailure } from './failure.js';
import { type PlanRun, preparePlan } from './plan-run.js';

/**
 * Everything about one lead. Its account, its place in the queue and its segments depend on the others, so all leads are scored
 * and classified; then its own events are folded again, by the same code, with all that they went through.
 */
export async function explainOne(
  run: EngineRun,
  asked: Asked,
  name: string,
  eventsLimit: number,
): Promise<Explanation> {
  const { database } = run;
  const { asOf } = asked;
  const { config } = asked.loaded;
  const split = splitSegments(config);
  const request = { wanted: everythingWanted(split.config) };
  const splitAsked = { ...asked, loaded: { ...asked.loaded, config: split.config } };
  const prepared = await preparedRun(run, splitAsked, request);
  const lead = await oneLead(run, name);
  const { matched } = prepared.started;

  const traced =
    matched.eventFiles.length === 0
      ? { batch: undefined, events: [] }
      : await traceEvents(database, matched.eventSpec, lead.ord);
  const context = { asOf, dayOf: daysOf(zoneOffsets(config.timezone)) };
  const folded = explainLead(
    matched.model,
    context,
    matched.facts,
    lead.ord,
    traced.batch,
    batchShape(matched.eventSpec).values,
    matched.audience,
  );
  const { segments, partitions } = split.config.audience;
  const profile = await readProfile(database, lead.ord, {
    segments: segments.length,
    partitions: partitions.length,
  });
  const account = profile.account === null ? undefined : await findAccount(database, profile.account);
  const facts: LeadFactSheet = {
    config,
    asOf,
    lead,
    fields: await readFields(database, matched.leadFiles, lead, fieldsToExplain(config)),
    folded,
    profile,
    ...(account === undefined ? {} : { account }),
    topics: matched.eventSpec.topics?.names ?? [],
  };
  const { batch } = traced;
  const timeline = lastEvents(batch, asOf, eventsLimit);
  const shown = [...folded.statement.lines.map(({ event }) => event), ...timeline.rows];
  const records = shown.flatMap((row) => traced.events[row] ?? []);
  const places = await placeOfRecords([...matched.leadFiles, ...matched.eventFiles], [lead, ...records]);
  const placeOf = ({ file, record }: Record): Place => places.get(`${file}:${record}`) ?? { file: '' };
  const eventOf = (row: number) => {
    const event = traced.events[row];
    return { event, place: event === undefined ? { file: '' } : placeOf(event) };
  };
  const holds = (part: Condition) => profile.segments[split.placeOf.get(part) ?? -1] === true;
  return {
    ...explainScore(facts, placeOf(lead), eventOf),
    ...explainProfile(facts, holds),
    ...explainJourney(facts),
    ...(prepared.plan === undefined ? {} : { campaigns: explainCampaigns(prepared.plan, lead.ord) }),
    timeline: {
      events: timeline.events,
      last: timeline.rows.map((row) => ({ ...touchAt(batch, row), ...whatAndWhere(eventOf(row)) })),
    },
  };
}

/** The run over all leads, with all that a plan is made of where the config has campaigns. */
async function preparedRun(run: EngineRun, asked: Asked, request: ClassifyRequest): Promise<PreparedRun> {
  if (asked.loaded.config.campaigns.length === 0) {
    const started = await matchRun(run, asked, request);
    await classifyMatched(run, asked, request, started);
    return { started };
  }
  const plan = await preparePlan(run, asked, {
    ...{ horizonMs: dayMs, allowsBlast: false, written: [], wanted: request.wanted, isTolerant: true },
  });
  return { started: plan.started, plan };
}

interface PreparedRun {
  readonly started: MatchedRun;
  readonly plan?: PlanRun;
}

const dayMs = 86_400_000;

type Record = Pick<TracedEvent, 'file' | 'record'>;

function whatAndWhere({ event, place }: { readonly event: TracedEvent | undefined; readonly place: Place }) {
  const { detail } = event ?? {};
  return { place, type: event?.type ?? '', ...(detail === undefined ? {} : { detail }) };
}

async function oneLead(run: EngineRun, name: string): Promise<FoundLead> {
  const leads = await findLeads(run.database, name);
  const [lead, second] = leads;
  if (lead !== undefined && second === undefined) return lead;
  if (lead === undefined) {
    const why = await whyNoLead(run.database, name);
    throw new CommandFailure(
      exitCodes.usage,
      why === 'after-as-of'
        ? 'This lead was created after --as-of, or another row of it is; at that instant nobody knew it.'
        : 'No lead has this key or e-mail address. Keys are compared exactly; addresses without regard to case.',
    );
  }
  const keys = leads.map(({ key }) => key).join(', ');
  throw new CommandFailure(
    exitCodes.usage,
    `${leads.length} leads share this address. Ask for one of them by key: ${keys}`,
  );
}
