import type { TextRow } from '../../oracle/world.js';

/** Weeks in the life of a project: what the exports, the config and the operator do, and the runs between. */
export interface Schedule {
  readonly leads: readonly TextRow[];
  readonly draft: Draft;
  readonly mornings: readonly Morning[];
}

/** A run, what has happened since the one before it, and what is done with it afterwards. */
export interface Morning {
  /** Hours since the run before; 0 is a second run as of the same instant. */
  readonly hours: number;
  readonly before: readonly Change[];
  readonly after: After;
}

export type After = 'nothing' | 'cancel' | 'cancel and run again' | 'cancel the one before' | 'recheck';

/** Something that is different from then on. Hours count back from the run that follows. */
export type Change =
  | {
      readonly kind: 'event';
      readonly lead: string;
      readonly type: string;
      /** Negative for one that will be. */
      readonly hoursAgo: number;
      readonly by: 'lead' | 'email';
      readonly readable: boolean;
    }
  /** Somebody answers one of the mails that were sent. */
  | { readonly kind: 'answer'; readonly send: number; readonly type: string; readonly hoursAfter: number }
  /** The export of events reaches back no further. */
  | { readonly kind: 'shorten'; readonly hours: number }
  /** The lead file comes from elsewhere: everybody is subscribed, and has just consented. */
  | { readonly kind: 'import' }
  | { readonly kind: 'address'; readonly lead: string; readonly email: string }
  | { readonly kind: 'list'; readonly lead: string; readonly reason: string; readonly dated: boolean }
  /** Everybody on the suppression list is gone from it. */
  | { readonly kind: 'empty list' }
  | { readonly kind: 'suppress'; readonly lead: string }
  | { readonly kind: 'edit'; readonly edit: Edit };

/** The campaigns as they are edited; `draftSections` makes sections of a config of it. */
export interface Draft {
  readonly minGap: string;
  readonly consentRequired: boolean;
  readonly campaigns: readonly DraftCampaign[];
}

export interface DraftCampaign {
  readonly id: string;
  readonly entry: unknown;
  readonly reentry: string;
  readonly transactional: boolean;
  readonly paused: boolean;
  readonly steps: readonly DraftStep[];
  readonly moved: Readonly<Record<string, string>>;
}

export interface DraftStep {
  readonly id: string;
  readonly after: string;
  /** By case; those that lead to steps which are gone are left out. */
  readonly on: Readonly<Record<string, unknown>>;
  readonly variants: boolean;
}

export type Edit = { readonly campaign: number; readonly step: number } & (
  | { readonly how: 'add' | 'restore' | 'swap' | 'pause' }
  | { readonly how: 'remove'; readonly moved: 'nowhere' | 'exit' | 'next' }
  | { readonly how: 'rename' }
  | { readonly how: 'delay'; readonly after: string }
);

/** A schedule as a reader follows it. */
export function showSchedule({ leads, draft, mornings }: Schedule): string {
  const people = leads.map(({ lead_id, email }) => `${lead_id} <${email}>`);
  const lines = mornings.flatMap(({ hours, before, after }) => [
    ...before.map((change) => `  ${showChange(change)}`),
    `run ${hours} h later${after === 'nothing' ? '' : `, then ${after}`}`,
  ]);
  return [people.join(', '), JSON.stringify(draft), ...lines].join('\n');
}

export function showChange(change: Change): string {
  switch (change.kind) {
    case 'event':
      return `${change.type} of ${change.lead} by ${change.by}, ${change.hoursAgo} h ago${change.readable ? '' : ', unreadable'}`;
    case 'answer':
      return `${change.type} ${change.hoursAfter} h after send ${change.send}`;
    case 'shorten':
      return `the export begins ${change.hours} h ago`;
    case 'import':
      return 'a lead file says that everybody is subscribed';
    case 'address':
      return `${change.lead} has the address ${change.email}`;
    case 'list':
      return `${change.lead} is on the list: ${change.reason}${change.dated ? '' : ', no date'}`;
    case 'empty list':
      return 'the list is empty';
    case 'suppress':
      return `${change.lead} is suppressed by hand`;
    case 'edit':
      return `edit: ${JSON.stringify(change.edit)}`;
  }
}
