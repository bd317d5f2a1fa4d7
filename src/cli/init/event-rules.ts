import type { SourceProposal } from '../../model/file-inspection.js';

/** A type of event that is in the files, and what it is worth to begin with. */
export interface OwnEvent {
  /** As it is written in YAML. */
  readonly name: string;
  /** A rule of `pain.rules` in one line of YAML. */
  readonly rule: string;
  /** How well it begins, and how well it ends, a first campaign; 0 for not at all. */
  readonly opens: number;
  readonly closes: number;
}

/** Rules to begin with are few: more of them would explain less. */
const mostRules = 8;

/** A rule for each of the most frequent event types that say something about a need; what mail programs do does not. */
export function eventRules(proposals: readonly SourceProposal[]): readonly OwnEvent[] {
  const types = new Map<string, number>();
  for (const { name, type, rows } of proposals.flatMap((proposal) => proposal.types)) {
    const canonical = type ?? name;
    types.set(canonical, (types.get(canonical) ?? 0) + rows);
  }
  const frequent = [...types]
    .filter(([type]) => !/^(?:email|consent|objection|sales|stage|deal)\./.test(type) && type.length <= 60)
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .slice(0, mostRules);
  const ids = new Set<string>();
  return frequent.map(([type]): OwnEvent => {
    const known = worths[type] ?? usual;
    const name = /^[a-z][a-z0-9_.]*$/.test(type) ? type : JSON.stringify(type);
    const id = freeId(type, ids);
    return {
      name,
      rule: `{ id: ${id}, event: ${name}, ${known.worth} }`,
      opens: known.opens,
      closes: known.closes,
    };
  });
}

interface Worth extends Pick<OwnEvent, 'opens' | 'closes'> {
  readonly worth: string;
}

const worths: Readonly<Record<string, Worth>> = {
  'purchase.completed': { worth: 'class: product, points: 40, max: 80', opens: 0, closes: 3 },
  'trial.started': { worth: 'class: product, points: 30, max: 30', opens: 3, closes: 0 },
  'cart.abandoned': { worth: 'class: product, points: 20, max: 40', opens: 0, closes: 0 },
  'form.submitted': { worth: 'class: content, points: 15, max: 30', opens: 2, closes: 0 },
  'page.viewed': { worth: 'class: content, points: 2, daily: 5, max: 20', opens: 0, closes: 0 },
};

/** What the product itself reports, by whatever name. */
const usual: Worth = { worth: 'class: product, points: 10, daily: 2, max: 40', opens: 1, closes: 2 };

/** The name of a type as an id, unlike those before it. */
function freeId(type: string, taken: Set<string>): string {
  const letters = type
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const base = /^[a-z]/.test(letters) ? letters : `event-${letters}`.replace(/-$/, '');
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  taken.add(id);
  return id;
}
