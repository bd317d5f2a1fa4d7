import { trim } from './values.js';

/** Topics and tags that random configs ask for, besides those that they name. */
export const topicNames = ['pricing', 'docs', '价格', 'nothing'];
export const tagNames = ['vip', 'Press', 'nobody'];

/** Names in a cell, separated by `;` or `,`. */
export function namesIn(cell: string | undefined): readonly string[] {
  return (cell ?? '')
    .split(/[;,]/)
    .map((name) => trim(name))
    .filter((name) => name !== '');
}
