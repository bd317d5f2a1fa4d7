import type { Diagnostic } from '../diagnostics/diagnostic.js';

/** Thrown for inputs that can't be used; the diagnostics say why. */
export class UnusableInput extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super('The input can not be used.');
    this.diagnostics = diagnostics;
  }
}
