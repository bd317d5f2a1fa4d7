import { engagementCases } from '../../model/campaign.js';
import type { Config } from '../../model/config.js';
import { rulesPerMask } from '../../model/event-batch.js';
import { type Reason, reasons } from '../../model/reason.js';
import type { StoryCoverage } from '../../report/coverage-report.js';
import type { RunOutcome } from './judge-run.js';

/** What stories have touched of a config. */
export class Coverage {
  readonly #config: Config;
  readonly #touched = new Set<string>();
  readonly #reasons = new Set<Reason>();

  constructor(config: Config) {
    this.#config = config;
  }

  /** Rules that held for a lead, and rules that counted an event. */
  takeRules(fitMasks: readonly Int32Array[], rulesHit: Uint8Array | undefined): void {
    const { fit, pain } = this.#config.score;
    for (const [rule, { id }] of fit.rules.entries()) {
      const mask = fitMasks[Math.floor(rule / rulesPerMask)];
      const bit = rule % rulesPerMask;
      if (mask?.some((bits) => ((bits >>> bit) & 1) === 1)) this.#touched.add(`rule fit/${id}`);
    }
    for (const [rule, { id }] of pain.rules.entries())
      if (rulesHit?.[rule] === 1) this.#touched.add(`rule pain/${id}`);
  }

  /** What a run has made of a story. */
  takeRun({ leads, sends }: RunOutcome): void {
    for (const { campaign, step } of sends) this.#touched.add(`step ${campaign}/${step}`);
    for (const lead of leads.values()) {
      for (const id of lead.segments) this.#touched.add(`segment ${id}`);
      for (const { id, reason, sent } of lead.explain()) {
        this.#reasons.add(reason);
        for (const mail of sent) this.#touched.add(`case ${id}/${mail.case}`);
      }
    }
  }

  /** How much there is of each kind, and what no story has touched. */
  result(): StoryCoverage {
    const { score, audience, campaigns } = this.#config;
    const kinds = {
      rule: [
        ...score.fit.rules.map(({ id }) => `fit/${id}`),
        ...score.pain.rules.map(({ id }) => `pain/${id}`),
      ],
      segment: audience.segments.map(({ id }) => id),
      step: campaigns.flatMap(({ id, steps }) => steps.map((step) => `${id}/${step.id}`)),
      case: campaigns.flatMap(({ id, steps }) =>
        steps.some(({ channel }) => channel === 'email')
          ? engagementCases.map((name) => `${id}/${name}`)
          : [],
      ),
    };
    const parts = Object.entries(kinds).map(([kind, names]) =>
      part(kind, names, (name) => this.#touched.has(`${kind} ${name}`)),
    );
    return { parts: [...parts, part('reason', reasons, (name) => this.#reasons.has(name as Reason))] };
  }
}

function part(kind: string, names: readonly string[], isTouched: (name: string) => boolean) {
  const untouched = names.filter((name) => !isTouched(name));
  return { kind, total: names.length, touched: names.length - untouched.length, untouched };
}
