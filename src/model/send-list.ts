import type { StepChannel } from './campaign.js';

/** Forms of lists that hold the columns of the config. */
export const tableFormats = ['csv', 'tsv', 'json', 'jsonl', 'parquet'] as const;

export type TableFormat = (typeof tableFormats)[number];

/** Ad platforms that take lists of hashed people, each in a form of its own. */
export const audiencePlatforms = ['google', 'meta', 'tiktok'] as const;

export type AudiencePlatform = (typeof audiencePlatforms)[number];

/** What each file of a list can hold one of; a part of a partition besides. All of them are one and the same for every send. */
export const listSplits = ['campaign', 'step', 'channel', 'owner', 'purpose'] as const;

export type ListSplit =
  | { readonly by: (typeof listSplits)[number] }
  | { readonly by: 'partition'; readonly id: string };

/** Files with the sends of a plan, for a tool or for people (contract, `outputs.send_lists`). */
export interface SendList {
  readonly id: string;
  readonly form: TableForm | { readonly kind: 'audience'; readonly platform: AudiencePlatform };
  /** Undefined for all sends of a channel in one file. */
  readonly split?: ListSplit;
  /** Channels whose sends are in the list. */
  readonly channels: readonly StepChannel[];
  /** Undefined for all campaigns. */
  readonly campaigns?: readonly string[];
}

export interface TableForm {
  readonly kind: 'table';
  readonly format: TableFormat;
  /** Whether people open it in a spreadsheet, which must take no cell for a formula (CWE-1236). */
  readonly forPeople: boolean;
  /** Undefined for those of a list that says nothing about it. */
  readonly columns?: readonly string[];
}

/** Columns of every row, in this order behind those that are declared. */
export const standingColumns = [
  ...(['send_id', 'campaign', 'step', 'variant', 'template', 'subject'] as const),
  ...(['send_at', 'send_at_local', 'zone', 'run_id', 'run_sequence'] as const),
] as const;

/** Facts about a send that a list can have besides. */
const furtherColumns = ['lead_id', 'email', 'occurrence', 'attempt', 'channel', 'sender'] as const;

/** Columns that are texts made for the lead. */
export const textColumns = ['subject', 'greeting', 'hello'] as const;

export type TextColumn = (typeof textColumns)[number];

export type SendColumn = Exclude<
  (typeof standingColumns)[number] | (typeof furtherColumns)[number],
  TextColumn
>;

/** Everything a list can have that is about the send or made for it. These names mean the same in every list. */
export const listColumns: readonly (SendColumn | TextColumn)[] = [
  ...standingColumns,
  ...furtherColumns,
  'greeting',
  'hello',
];

/** What a list holds of leads whose config does not say it: enough to write to them by name, of what the exports have. */
export const usualColumns = ['lead_id', 'email', 'first_name', 'last_name'] as const;

/** The list of a config that does not speak of lists: a plan nobody can hand over is of no use. */
export const usualList: SendList = {
  id: 'sends',
  form: { kind: 'table', format: 'csv', forPeople: false },
  channels: ['email', 'sms', 'task'],
};
