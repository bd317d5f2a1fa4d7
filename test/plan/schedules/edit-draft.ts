import type { Draft, DraftCampaign, DraftStep, Edit } from './schedule.js';

/** A draft with one edit more. An edit that has nothing to change changes nothing. */
export function editDraft(draft: Draft, edit: Edit): Draft {
  const at = edit.campaign % draft.campaigns.length;
  return {
    ...draft,
    campaigns: draft.campaigns.map((one, index) => (index === at ? tidy(change(one, edit)) : one)),
  };
}

function change(campaign: DraftCampaign, edit: Edit): DraftCampaign {
  const { steps, moved } = campaign;
  const place = edit.step % steps.length;
  const step = steps[place];
  if (step === undefined) return campaign;
  const replace = (...others: readonly DraftStep[]) => steps.toSpliced(place, 1, ...others);
  switch (edit.how) {
    case 'add':
      return { ...campaign, steps: replace(step, { ...plain, id: newId(campaign) }) };
    case 'restore': {
      const gone = Object.keys(moved)[0];
      return gone === undefined ? campaign : { ...campaign, steps: replace({ ...plain, id: gone }, step) };
    }
    case 'swap':
      return { ...campaign, steps: [...steps.slice(place + 1), ...steps.slice(0, place + 1)] };
    case 'pause':
      return { ...campaign, paused: !campaign.paused };
    case 'delay':
      return { ...campaign, steps: replace({ ...step, after: edit.after }) };
    case 'rename': {
      const id = newId(campaign);
      return { ...campaign, steps: replace({ ...step, id }), moved: { ...moved, [step.id]: id } };
    }
    case 'remove': {
      if (steps.length === 1) return campaign;
      const next = steps[place + 1]?.id ?? 'exit';
      const target = { nowhere: {}, exit: { [step.id]: 'exit' }, next: { [step.id]: next } }[edit.moved];
      return { ...campaign, steps: replace(), moved: { ...moved, ...target } };
    }
  }
}

const plain = { after: '1d', on: {}, variants: false };

/** No id is given to two steps, also when the first is gone. */
function newId({ steps, moved }: DraftCampaign): string {
  const numbers = [...steps.map(({ id }) => id), ...Object.entries(moved).flat()].map(
    (id) => Number(id.slice(1)) || 0,
  );
  return `m${Math.max(...numbers) + 1}`;
}

/** Nothing leads to where no step is, and steps that are there are not moved. */
function tidy(campaign: DraftCampaign): DraftCampaign {
  const ids = campaign.steps.map(({ id }) => id);
  const follow = (target: string): string => {
    if (target === 'exit' || ids.includes(target)) return target;
    return follow(campaign.moved[target] ?? 'exit');
  };
  const moved = Object.entries(campaign.moved).filter(([from]) => !ids.includes(from));
  return { ...campaign, moved: Object.fromEntries(moved.map(([from, to]) => [from, follow(to)])) };
}

/** Sections of a config, as they would stand in nurture.yaml. */
export function draftSections({
  minGap,
  consentRequired,
  campaigns,
}: Draft): Readonly<Record<string, unknown>> {
  return {
    policy: { min_gap: minGap, case_window: '12h', consent: { required: consentRequired } },
    campaigns: campaigns.map(({ steps, moved, ...campaign }) => ({
      ...campaign,
      kind: campaign.transactional ? 'transactional' : 'custom',
      goal: { event: 'document.created' },
      exit: [{ event: 'deal.lost' }],
      ...(Object.keys(moved).length === 0 ? {} : { moved }),
      steps: steps.map((step) => sectionOf(step, steps)),
    })),
  };
}

function sectionOf({ id, after, on, variants }: DraftStep, steps: readonly DraftStep[]) {
  const isPossible = (reaction: unknown) => {
    const { goto = id } = reaction as { readonly goto?: string };
    return steps.some((step) => step.id === goto);
  };
  const reactions = Object.entries(on).filter(([, reaction]) => isPossible(reaction));
  return {
    ...{ id, after, template: id, subject: `Hello from ${id}` },
    ...(variants ? { variants: [{ id: 'a' }, { id: 'b', subject: 'Good morning' }] } : {}),
    ...(reactions.length === 0 ? {} : { on: Object.fromEntries(reactions) }),
  };
}
