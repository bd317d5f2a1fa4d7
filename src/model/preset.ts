/** Exports whose columns are known by name. `generic` knows the canonical names alone. */
export const presetNames = [
  'generic',
  'hubspot',
  'salesforce',
  'mailchimp',
  'mautic',
  'klaviyo',
  'brevo',
] as const;

export type PresetName = (typeof presetNames)[number];
