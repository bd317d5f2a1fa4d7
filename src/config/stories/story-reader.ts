import type { Span } from '../../diagnostics/diagnostic.js';
import { didYouMean } from '../../diagnostics/nearest.js';
import type { Config } from '../../model/config.js';
import { quoteText } from '../describe-value.js';
import { parseDuration } from '../durations.js';
import { misspeltEventType } from '../event-types.js';
import { parseInstant } from '../instants.js';
import { keyProblem, type Path, type Problem, valueProblem } from '../problem.js';
import type { StoryEvent, StoryLead } from './story.js';
import type { StoryFields } from './story-fields.js';
import type { RawCell, RawEvent, RawStory } from './story-schema.js';

/** What stories are read against. */
export interface StoryContext {
  readonly config: Config;
  readonly fields: StoryFields;
  readonly placeOf: (path: Path) => Span;
}

/** Reads the leads, instants and events of one story, and collects what is wrong with them. */
export class StoryReader {
  readonly problems: Problem[] = [];
  readonly leads: readonly StoryLead[];
  readonly path: Path;
  readonly context: StoryContext;
  readonly #base: number | undefined;

  constructor(context: StoryContext, story: RawStory, path: Path) {
    this.context = context;
    this.path = path;
    this.#base = this.#readBase(story);
    this.leads = this.#readLeads(story);
  }

  /** The instant of a text: ISO 8601, or `+2d` and `-12h` counted from `as_of`. */
  instant(text: string, path: Path): number | undefined {
    const relative = /^([+-])(.+)$/.exec(text);
    if (relative === null) {
      const found = parseInstant(text, this.context.config.timezone);
      return found ?? this.#refuse('story/bad-instant', path, `${quoteText(text)} is not an instant.`);
    }
    const duration = parseDuration(relative[2] ?? '');
    if (duration === undefined || duration.months > 0) {
      const help = 'Write a sign and a duration of weeks, days, hours and minutes, such as +2d or -1d12h.';
      const message = `${quoteText(text)} is not a time from as_of on.`;
      return this.#refuse('story/bad-instant', path, message, help);
    }
    if (this.#base === undefined) {
      const message = `${quoteText(text)} is counted from as_of, which the story does not have.`;
      return this.#refuse('story/bad-instant', path, message, 'Give the story an as_of.');
    }
    return this.#base + (relative[1] === '-' ? -duration.ms : duration.ms);
  }

  /** A lead that is named, or the only one there is. */
  lead(name: string | undefined, path: Path): string | undefined {
    const keys = this.leads.map(({ key }) => key);
    if (name === undefined) {
      if (keys.length === 1) return keys[0];
      const message = 'The story has several leads, and this is about one of them.';
      return this.#refuse('story/which-lead', path, message, `Add lead: with one of ${keys.join(', ')}.`);
    }
    if (keys.includes(name)) return name;
    const help = didYouMean(name, keys) ?? `Its leads are ${keys.join(', ')}.`;
    return this.#refuse('story/unknown-lead', path, `The story has no lead ${quoteText(name)}.`, help);
  }

  event(written: RawEvent, path: Path): StoryEvent | undefined {
    const { at, type, lead, step, campaign, ...others } = written;
    const instant = this.instant(at, [...path, 'at']);
    const who = this.lead(lead, lead === undefined ? path : [...path, 'lead']);
    this.problems.push(...misspeltEventType(type, [...path, 'type']));
    const names = { ...(step === undefined ? { campaign } : {}) };
    const fields = this.#row({ ...others, ...present(names) }, path, this.context.fields.events);
    if (step !== undefined) this.#checkMail(step, campaign, path);
    if (instant === undefined || who === undefined) return undefined;
    return {
      ...{ lead: who, type, at: instant, fields, place: this.context.placeOf(path) },
      ...(step === undefined ? {} : { mail: { step, ...(campaign === undefined ? {} : { campaign }) } }),
    };
  }

  /** A name that has to be one of those the config gives. */
  known(
    name: string,
    names: readonly string[],
    path: Path,
    code: Problem['code'],
    noun: string,
  ): string | undefined {
    if (names.includes(name)) return name;
    const help =
      didYouMean(name, names) ??
      (names.length === 0 ? `The config has no ${noun}.` : `Known: ${names.slice(0, 20).join(', ')}.`);
    return this.#refuse(code, path, `There is no ${noun} ${quoteText(name)} in the config.`, help);
  }

  #checkMail(step: string, campaign: string | undefined, path: Path): void {
    const { campaigns } = this.context.config;
    const place: Path = [...path, campaign === undefined ? 'step' : 'campaign'];
    const ids = campaigns.map(({ id }) => id);
    if (campaign !== undefined && !ids.includes(campaign)) {
      this.known(campaign, ids, place, 'config/unknown-campaign', 'campaign');
      return;
    }
    const of = campaigns.filter(({ id }) => campaign === undefined || id === campaign);
    const steps = of.flatMap((one) => one.steps.map(({ id }) => id));
    this.known(step, [...new Set(steps)], [...path, 'step'], 'config/unknown-step', 'step');
  }

  #readBase({ as_of: written, then }: RawStory): number | undefined {
    const first = then.findIndex(({ run }) => run !== undefined);
    const run = then[first]?.run;
    if (written !== undefined) {
      if (/^[+-]/.test(written)) {
        const message = `${quoteText(written)} is no instant to count from.`;
        return this.#refuse('story/bad-instant', [...this.path, 'as_of'], message, 'Write ISO 8601.');
      }
      return this.instant(written, [...this.path, 'as_of']);
    }
    // A mistake in it is told where the run is read.
    return run === undefined ? undefined : parseInstant(run, this.context.config.timezone);
  }

  #readLeads({ lead, leads = [] }: RawStory): readonly StoryLead[] {
    const rows = lead === undefined ? leads : [lead];
    const seen = new Set<string>();
    return rows.map((row, index) => {
      const path = [...this.path, ...(lead === undefined ? ['leads', index] : ['lead'])];
      const { id, ...others } = row;
      const fields = this.#row(others, path, this.context.fields.leads);
      const key = id === undefined ? fields.email || `lead-${index + 1}` : textOf(id);
      if (seen.has(key)) {
        this.#refuse('story/repeated-lead', path, `Two leads have the id ${quoteText(key)}.`);
      }
      seen.add(key);
      return { key, fields };
    });
  }

  #row(
    row: Readonly<Record<string, RawCell>>,
    path: Path,
    known: readonly string[],
  ): Readonly<Record<string, string>> {
    const { instants } = this.context.fields;
    return Object.fromEntries(
      Object.entries(row).map(([name, cell]) => {
        const place = [...path, name];
        if (!known.includes(name)) {
          const message = `The field ${quoteText(name)} is not known.`;
          const help = didYouMean(name, known);
          this.problems.push(keyProblem('story/unknown-field', place, message, { help }));
        }
        const text = textOf(cell);
        if (!instants.includes(name) || text === '') return [name, text];
        const at = this.instant(text, place);
        return [name, at === undefined ? text : new Date(at).toISOString()];
      }),
    );
  }

  #refuse(code: Problem['code'], path: Path, message: string, help?: string): undefined {
    this.problems.push(valueProblem(code, path, message, { help }));
    return undefined;
  }
}

function textOf(cell: RawCell): string {
  return Array.isArray(cell) ? cell.map(String).join(';') : String(cell);
}

function present(names: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
