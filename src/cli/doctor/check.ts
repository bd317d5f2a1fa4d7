import type { HealthCheck } from '../../model/health-check.js';

export function ok(id: string, message: string): HealthCheck {
  return { id, status: 'ok', message, remedy: null };
}

export function warn(id: string, message: string, remedy: string): HealthCheck {
  return { id, status: 'warn', message, remedy };
}

export function fail(id: string, message: string, remedy: string): HealthCheck {
  return { id, status: 'fail', message, remedy };
}

/** `4.5 MB`, in the units of --memory. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Math.round(value * 10) / 10} ${units[unit]}`;
}
