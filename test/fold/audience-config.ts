import type { EventAggregate, Interests, Stage } from '../../src/model/audience.js';
import type { Config, PainRule } from '../../src/model/config.js';
import type { Policy } from '../../src/model/policy.js';

/** What of a config the fold of an audience looks at. */
export interface AudienceParts {
  readonly rules?: readonly PainRule[];
  readonly aggregates?: readonly EventAggregate[];
  readonly stages?: readonly Stage[];
  readonly interests?: Interests;
}

/** A whole config with these parts, and nothing else that counts events. */
export function audienceConfig({
  rules = [],
  aggregates = [],
  stages = [stage('first')],
  interests,
}: AudienceParts): Config {
  return {
    name: 'audience',
    timezone: 'UTC',
    sources: { leads: [], events: [], lists: {}, suppressions: [] },
    score: {
      ready: 100,
      slaMs: 0,
      fit: { good: 50, groups: {}, rules: [] },
      pain: { good: 50, groups: {}, classes: {}, rules },
      velocity: { windowMs: 7 * 86_400_000, bonus: [] },
      account: { by: 'domain', method: 'max', roles: [] },
    },
    audience: {
      titles: { seniority: {}, roles: {} },
      personas: [],
      ...(interests && { interests }),
      tags: { field: 'tags', rules: [] },
      stages: { stages, initial: 0 },
      segments: [],
      partitions: [],
      groups: [],
      qualification: { yes: '', maybe: '', no: '', won: '', lost: '' },
      labels: { temperature: { hot: 100, warm: 50 }, letters: { A: 100, B: 75, C: 50 } },
      levels: [],
      channels: [],
      queue: { rules: [], ownerField: 'owner' },
      aggregates,
    },
    policy: noPolicy,
    campaigns: [],
    sendLists: [],
    unbuilt: [],
  };
}

/** What holds for mail when a config says nothing about it. */
const noPolicy: Policy = {
  holidays: [],
  zones: { regions: {}, countries: {} },
  caps: [],
  onCap: 'defer',
  minGapMs: 16 * 3_600_000,
  consent: { required: true, field: 'consent_at' },
  holdout: 0,
  blast: {},
  salt: 'audience',
  language: 'en',
};

export function painRule(id: string): PainRule {
  return { id, events: [id], class: 'content', points: 1 };
}

export function stage(id: string, more: Partial<Stage> = {}): Stage {
  return { id, from: [], final: false, ...more };
}

export function interestsIn(more: Partial<Interests> = {}): Interests {
  return {
    property: 'topic',
    weights: [],
    declaredField: 'interests',
    declinedField: 'declined_topics',
    declaredEvents: ['preference.declared'],
    declinedEvents: ['preference.declined'],
    ...more,
  };
}
