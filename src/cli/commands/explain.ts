import { traceEvents } from '../../engine/event-stream.js';
import { type FoundLead, findLeads, readFields, whyNoLead } from '../../engine/lead-lookup.js';
import { placeOfRecords } from '../../engine/places.js';
import { daysOf } from '../../fold/days.js';
import { explainLead } from '../../fold/explain-lead.js';
import { fieldsOf } from '../../model/condition.js';
import type { Config } from '../../model/config.js';
import { type Explanation, type Place, renderExplanation } from '../../report/explain-report.js';
import { isoInstant } from '../../report/numbers.js';
import { zoneSegments } from '../../sql/zones.js';
import { type EngineRun, withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import { type Matched, matchInputs } from '../pipeline.js';
import { Progress } from '../progress.js';
import { configHash } from '../score-document.js';
import type { Session } from '../session.js';
import { painterFor, widthOf } from '../terminal.js';

export interface ExplainOptions {
  readonly lead: string;
  readonly leads?: string;
  readonly events?: readonly string[];
  readonly json?: boolean;
}

/** The statement of one lead (S3.7): the same matching and the same fold as `score`, on its events alone. */
export async function explain(session: Session, options: ExplainOptions) {
  const loaded = session.loadConfig();
  const { config } = loaded;
  const asOf = session.asOf(config.timezone);
  return withEngine(session, async (run) => {
    const inputs = {
      config,
      configDirectory: loaded.directory,
      dialect: session.dialect,
      asOf,
      ...(options.leads === undefined ? {} : { leads: [options.leads] }),
      ...(options.events === undefined ? {} : { events: options.events }),
    };
    const progress = new Progress(session, 'Reading', () => run.database.progress);
    const explanation = await explainOne(run, inputs, options.lead).finally(() => progress.stop());
    const { terminal, flags } = session;
    if (options.json === true) {
      const document = {
        schemaVersion: 1,
        command: 'explain',
        configHash: configHash(loaded.text),
        ...explanation,
      };
      terminal.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    } else {
      const color = painterFor(terminal.stdout, flags.color, terminal.env);
      const table = { width: widthOf(terminal.stdout, terminal.env), plain: flags.plain === true };
      terminal.stdout.write(renderExplanation(explanation, color, table));
    }
    return { code: exitCodes.done };
  });
}

async function explainOne(
  run: EngineRun,
  inputs: Parameters<typeof matchInputs>[1],
  name: string,
): Promise<Explanation> {
  const { config, asOf } = inputs;
  const matched = await matchInputs(run.database, inputs, run.inputs, []);
  const lead = await oneLead(run, name);
  const traced =
    matched.eventFiles.length === 0
      ? { batch: undefined, events: [] }
      : await traceEvents(run.database, matched.eventSpec, lead.ord);
  const dayOf = daysOf(zoneSegments(config.timezone));
  const valueColumns = matched.eventSpec.properties.length;
  const found = explainLead(
    matched.model,
    { asOf, dayOf },
    matched.facts,
    lead.ord,
    traced.batch,
    valueColumns,
  );
  const statementEvents = found.statement.lines.map(({ event }) => traced.events[event]);
  const places = await placeOfRecords(
    [...matched.leadFiles, ...matched.eventFiles],
    [lead, ...statementEvents.filter((event) => event !== undefined)],
  );
  const placeOf = ({ file, record }: { readonly file: number; readonly record: number }): Place =>
    places.get(`${file}:${record}`) ?? { file: '' };
  const { features } = found;
  const one = (column: ArrayLike<number>) => column[lead.ord] as number;
  return {
    lead: { id: lead.key, email: lead.email, place: placeOf(lead) },
    asOf: new Date(asOf).toISOString(),
    score: one(features.score),
    fit: one(features.fit),
    pain: one(features.pain),
    bonus: one(features.bonus),
    velocity: one(features.velocity),
    momentum: one(features.momentum),
    ready: one(features.ready) === 1,
    threshold: config.score.ready,
    distance: Math.max(0, config.score.ready - one(features.score)),
    disqualified: one(features.disqualified) === 1,
    firstTouchAt: isoInstant(one(features.firstTouchAt)),
    readyAt: isoInstant(one(features.readyAt)),
    readyUntil: isoInstant(found.readyUntil),
    dueAt: isoInstant(one(features.dueAt)),
    spells: found.spells.map(({ from, to }) => ({ from: new Date(from).toISOString(), to: isoInstant(to) })),
    fitRules: await fitLines(run, matched, config, lead, found.fitRules),
    statement: found.statement.lines.map((line, index) => {
      const event = statementEvents[index];
      return {
        at: new Date(line.at).toISOString(),
        place: event === undefined ? { file: '' } : placeOf(event),
        type: event?.type ?? '',
        ...(event?.detail === undefined ? {} : { detail: event.detail }),
        rule: config.score.pain.rules[line.rule]?.id ?? '',
        points: line.points,
        now: line.now,
        counted: line.counted,
        balance: line.balance,
      };
    }),
    events: found.events,
    wouldBeReady: [
      ...found.prospects.map(({ rule, adds, events }) => ({
        kind: 'events' as const,
        rule: config.score.pain.rules[rule]?.id ?? '',
        adds,
        events: events ?? null,
      })),
      ...config.score.fit.rules
        .filter(({ points, disqualify }, rule) => points > 0 && !disqualify && found.fitRules[rule] === false)
        .map(({ id, points }) => ({ kind: 'profile' as const, rule: id, adds: points })),
    ],
  };
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

async function fitLines(
  run: EngineRun,
  matched: Matched,
  config: Config,
  lead: FoundLead,
  holds: readonly boolean[],
): Promise<Explanation['fitRules']> {
  const { rules } = config.score.fit;
  const fields = [...new Set(rules.flatMap(({ when }) => fieldsOf(when)))];
  const values = await readFields(run.database, matched.leadFiles, lead, fields);
  return rules.map(({ id, when, points, disqualify }, rule) => ({
    rule: id,
    holds: holds[rule] === true,
    points,
    disqualifies: disqualify,
    values: Object.fromEntries(fieldsOf(when).map((field) => [field, values[field] ?? null])),
  }));
}
