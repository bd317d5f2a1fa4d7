import { type PlacedStep, placeCampaigns } from '../config/checks/advice/review.js';
import { entryAt, numberAt, type Outline } from '../config/outline.js';
import { type Problem, valueProblem } from '../config/problem.js';
import { defaultMinSize } from '../config/schema/labels.js';
import { templateTexts } from '../config/templates.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { nothingWanted } from '../engine/classify/wanted.js';
import { countLeads, countMembers, groupsOf } from '../engine/members.js';
import type { MappedFile } from '../engine/source.js';
import { UnusableInput } from '../engine/unusable-input.js';
import type { Audience, EventAggregate, Segment } from '../model/audience.js';
import type { Campaign } from '../model/campaign.js';
import { readsCase } from '../model/campaign-conditions.js';
import type { Condition } from '../model/condition.js';
import type { Config } from '../model/config.js';
import { plural } from '../report/numbers.js';
import { classifyRun } from './classified-run.js';
import { usedFields } from './content-fields.js';
import { withEngine } from './engine-run.js';
import type { LoadedConfig, Session } from './session.js';

/** What the data shows. */
export interface ValidatedData {
  /** About the files and the leads as a whole. */
  readonly diagnostics: readonly Diagnostic[];
  /** About the config, in the light of the data. */
  readonly problems: readonly Problem[];
  /** Whether the data could not be used. */
  readonly isUnusable: boolean;
}

/**
 * Reads the sources as `nurture segment` does, as of the instant that is asked for, and looks for what the config alone does not show:
 * segments without members, merge fields without a column, variants with too few readers.
 */
export async function validateData(
  session: Session,
  loaded: LoadedConfig,
  outline: Outline,
): Promise<ValidatedData> {
  const { config } = loaded;
  const audiences = variantAudiences(config, outline);
  const audience = withAudiences(config.audience, audiences);
  const asked = {
    session,
    loaded: { ...loaded, config: { ...config, audience } },
    options: {},
    asOf: session.asOf(config.timezone),
  };
  try {
    return await withEngine(session, async (run) => {
      const { matched, problems } = await classifyRun(run, asked, {
        // The funnel has to be worked out to be compared with what the events say.
        wanted: {
          ...nothingWanted,
          columns: ['stage', 'illegal_stages'],
          segments: audience.segments.map(({ id }) => id),
        },
      });
      const segments = groupsOf(audience).filter(({ kind }) => kind === 'segment');
      const sizes = (await countMembers(run.database, segments)).map(({ leads }) => leads);
      const hasLeads = (await countLeads(run.database)) > 0;
      const dead = config.audience.segments.filter((_, place) => hasLeads && sizes[place] === 0);
      const found = [
        ...dead.map(({ id }) => deadSegment(id, outline)),
        ...audiences.flatMap((one, place) =>
          smallVariants(one, sizes[config.audience.segments.length + place] ?? 0, minSizeOf(outline)),
        ),
        ...missingFields(outline, matched.leadFiles),
      ];
      return {
        diagnostics: problems.flatMap((one) => withoutLead(one, dead)),
        problems: found,
        isUnusable: false,
      };
    });
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    return { diagnostics: error.diagnostics, problems: [], isUnusable: true };
  }
}

/** A step with variants, and the leads it could be for. */
interface VariantAudience {
  readonly placed: PlacedStep;
  readonly segment: Segment;
  /** What the entry asks of events, if it is an event. */
  readonly event?: EventAggregate;
}

/** Each of them becomes a segment of its own for this run; no id of a config holds a slash. */
function variantAudiences(config: Config, outline: Outline): readonly VariantAudience[] {
  const aggregates = config.audience.aggregates.length;
  const found: VariantAudience[] = [];
  for (const { campaign, steps } of placeCampaigns(config, outline)) {
    for (const placed of steps.filter(({ step }) => step.variants.length > 0)) {
      const event = entryEvent(campaign);
      const index = aggregates + found.filter((one) => one.event !== undefined).length;
      const when: Condition = {
        kind: 'all',
        of: [
          ...(event === undefined ? [] : [happened(index)]),
          ...(campaign.entry.kind === 'date'
            ? [{ kind: 'exists' as const, field: campaign.entry.field, exists: true }]
            : []),
          // What a lead did with the mail before is not known before it was sent.
          ...[campaign.entry.when, placed.step.when].flatMap((one) =>
            one === undefined || readsCase(one) ? [] : one,
          ),
        ],
      };
      const segment = { id: `${campaign.id}/${placed.step.id}`, when, minSize: 0 };
      found.push({ placed, segment, ...(event === undefined ? {} : { event }) });
    }
  }
  return found;
}

function entryEvent({ entry }: Campaign): EventAggregate | undefined {
  return entry.kind === 'event' ? { ...entry.event, measure: 'count' } : undefined;
}

function happened(aggregate: number): Condition {
  return { kind: 'compare', field: `events/${aggregate}`, op: 'gte', value: 1 };
}

function withAudiences(audience: Audience, own: readonly VariantAudience[]): Audience {
  const { segments, groups, aggregates } = audience;
  return {
    ...audience,
    segments: [...segments, ...own.map(({ segment }) => segment)],
    groups: [
      ...groups,
      ...own.map((_, place) => ({ kind: 'segment' as const, index: segments.length + place })),
    ],
    aggregates: [...aggregates, ...own.flatMap(({ event }) => event ?? [])],
  };
}

function deadSegment(id: string, { segments }: Outline): Problem {
  const path = segments.find(({ value }) => value.id === id)?.path ?? ['segments'];
  return valueProblem('lint/dead-segment', [...path, 'id'], `No lead is in the segment "${id}".`);
}

/** Each variant should have as many readers as a segment needs to pay (`audience.min_size`). */
function smallVariants(
  { placed, segment }: VariantAudience,
  leads: number,
  needed: number,
): readonly Problem[] {
  const { variants } = placed.step;
  const weights = variants.map(({ weight }) => weight).filter((weight) => weight > 0);
  const share = Math.min(...weights) / weights.reduce((sum, weight) => sum + weight, 0);
  const readers = Math.floor(leads * share);
  if (weights.length < 2 || readers >= needed) return [];
  const message = `The variants of ${segment.id} would have ${plural(readers, 'reader')} each, of ${plural(leads, 'lead')}; at least ${needed} are needed.`;
  return [valueProblem('lint/small-variants', [...placed.path, 'variants'], message)];
}

function minSizeOf({ root }: Outline): number {
  return numberAt(entryAt(root, 'audience'), 'min_size') ?? defaultMinSize;
}

/**
 * A warning of the run without the lead that it names as an example, because reports of a check are read by many; undefined for one that
 * says again that a segment is small which has nobody at all.
 */
function withoutLead(diagnostic: Diagnostic, dead: readonly Segment[]): readonly Diagnostic[] {
  const isTold = dead.some(({ id }) => diagnostic.message.startsWith(`The segment "${id}" has `));
  if (diagnostic.code === 'data/small-segment' && isTold) return [];
  return [{ ...diagnostic, message: diagnostic.message.replace(/; the first is lead .*$/, '.') }];
}

/** Fields that no file of leads has, under whatever name. */
function missingFields(outline: Outline, files: readonly MappedFile[]): readonly Problem[] {
  const isMissing = (field: string) => files.every(({ mapping }) => mapping.column(field) === undefined);
  return templateTexts(outline).flatMap(({ text, path }) =>
    usedFields([text])
      .filter(isMissing)
      .map((field) => {
        const message = `The text reads the field "${field}", which no source of leads has.`;
        return valueProblem('lint/unknown-merge-field', path, message);
      }),
  );
}
