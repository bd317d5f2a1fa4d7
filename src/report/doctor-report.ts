import type { HealthCheck } from '../model/health-check.js';
import type { Painter } from './diagnostics/painter.js';
import { visible } from './diagnostics/terminal-text.js';
import { plural } from './numbers.js';

/** The checks line by line, remedies below, and how many are not in order. */
export function renderChecks(checks: readonly HealthCheck[], color: Painter): string {
  const widest = Math.max(0, ...checks.map(({ id }) => id.length));
  const paint = { ok: (text: string) => text, warn: color.yellow, fail: color.red };
  const lines = checks.flatMap(({ id, status, message, remedy }) => [
    `${paint[status](status.padEnd(4))}  ${id.padEnd(widest)}  ${visible(message)}`,
    ...(remedy === null ? [] : [`${' '.repeat(widest + 8)}${visible(remedy)}`]),
  ]);
  const count = (status: HealthCheck['status']) => checks.filter((check) => check.status === status).length;
  const verdict = `${plural(checks.length, 'check')}: ${count('ok')} ok, ${count('warn')} warn, ${count('fail')} fail`;
  return `${[...lines, verdict].join('\n')}\n`;
}
