/** An error keeps the answer from being given; a warning and an info stand beside it. */
export type Severity = 'error' | 'warning' | 'info';
