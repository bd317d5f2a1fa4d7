/** From the most to the least serious. An error keeps the answer from being given; a warning and an info stand beside it. */
export const severities = ['error', 'warning', 'info'] as const;

export type Severity = (typeof severities)[number];
