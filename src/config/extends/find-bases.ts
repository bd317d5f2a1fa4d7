import { orderByDependency } from '../dependency-order.js';
import { presetNames, presets } from '../presets/presets.js';
import { type Problem, valueProblem } from '../problem.js';
import { suggest } from '../suggestion.js';
import { type TracedCampaign, textOf, traceCampaign } from './traced.js';

/** What a campaign extends: another one of the file, by its index, or a preset. */
export type Base = { readonly index: number } | { readonly preset: TracedCampaign };

export interface Bases {
  /** The campaigns that extend something that there is, each after the one it extends. */
  readonly order: readonly { readonly index: number; readonly base: Base }[];
  readonly problems: readonly Problem[];
}

/** A campaign of the file goes before a preset of that name, unless it would extend itself. */
export function findBases(campaigns: readonly TracedCampaign[]): Bases {
  const indexes = new Map<string, number>();
  for (const [index, campaign] of campaigns.entries()) {
    const id = textOf(campaign, 'id');
    if (id !== undefined && !indexes.has(id)) indexes.set(id, index);
  }
  const problems: Problem[] = [];
  const bases = campaigns.map((campaign, index): Base | undefined => {
    const name = textOf(campaign, 'extends');
    if (name === undefined) return undefined;
    const path = [...campaign.at.path, 'extends'];
    const place = indexes.get(name);
    const preset = presets.get(name);
    if (place !== undefined && (place !== index || preset === undefined)) return { index: place };
    if (preset !== undefined) return { preset: traceCampaign(preset, path, true) };
    const wording = suggest(name, [...indexes.keys(), ...presetNames]);
    const message = `There is no campaign and no preset "${name}".`;
    problems.push(valueProblem('config/unknown-base', path, message, wording));
    return undefined;
  });
  const { order, cycles } = orderByDependency(
    new Map(
      bases.map((base, index) => [
        `${index}`,
        base !== undefined && 'index' in base ? [`${base.index}`] : [],
      ]),
    ),
  );
  const circular = new Set(cycles.flat());
  return {
    order: order.flatMap((name) => {
      const base = circular.has(name) ? undefined : bases[Number(name)];
      return base === undefined ? [] : [{ index: Number(name), base }];
    }),
    problems: [
      ...problems,
      ...cycles.map((cycle) => circle(cycle.flatMap((name) => campaigns[Number(name)] ?? []))),
    ],
  };
}

function circle(members: readonly TracedCampaign[]): Problem {
  const way = members.map((member) => textOf(member, 'id')).join(' -> ');
  const path = [...(members[0]?.at.path ?? []), 'extends'];
  return valueProblem('config/circular-extends', path, `The campaign extends itself: ${way}.`);
}
