import { type PropertyAccessToken, type Token, TokenizationError, TypeGuards, type Value } from 'liquidjs';
import { type BuiltInName, isBuiltIn } from './built-in-names.js';
import { proofOf } from './condition-proof.js';
import { allOf, always, type Facts, fieldFacts, noNames, type Proof } from './field-facts.js';
import { filterFault } from './filter-fault.js';

/** Names that `assign`, `capture` and `for` gave to values. */
export type Locals = ReadonlyMap<string, Local>;

export interface Local {
  readonly facts: Facts;
  /** Whether it was named on every way that leads here; on the others the name means what it means without it. */
  readonly certain: boolean;
}

/** What a name means that is not a local. */
export type Meaning =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'built_in'; readonly name: BuiltInName };

/** Finds out, for one template, which of its names mean fields, and what is known of its values and conditions. */
export class ValueFacts {
  /** By name as it is written: `first_name`, `lead.first_name`, `email.domain`, `hello`. */
  readonly meanings = new Map<string, Meaning>();

  /**
   * Of a value with its filters. A default stands for what may be missing, so from there on it is what counts. (The last filter of
   * what is printed is the `outputEscape` of the engine, which has no arguments.)
   */
  ofValue(value: Value, locals: Locals, at: Token): Facts {
    let { facts } = this.#initial(value, locals, at);
    for (const filter of value.filters) {
      const fault = filterFault(filter, value);
      if (fault !== undefined) throw new TokenizationError(fault, at);
      const operands = filter.args.flatMap((arg) => (Array.isArray(arg) ? [] : this.ofToken(arg, locals)));
      facts =
        filter.name === 'default'
          ? { needs: allOf(operands).needs, proves: noNames }
          : allOf([facts, ...operands]);
    }
    return facts;
  }

  ofCondition(value: Value, locals: Locals, at: Token): Proof {
    if (value.filters.length === 0) return this.#initial(value, locals, at);
    return { whenTrue: this.ofValue(value, locals, at).proves, whenFalse: noNames };
  }

  ofToken(token: Token, locals: Locals): Facts {
    if (TypeGuards.isRangeToken(token)) {
      return {
        ...allOf([this.ofToken(token.lhs, locals), this.ofToken(token.rhs, locals)]),
        proves: noNames,
      };
    }
    if (!TypeGuards.isPropertyAccessToken(token)) return always;
    const [root, ...path] = token.props;
    const name = root && nameOf(root);
    const local = name === undefined ? undefined : locals.get(name);
    if (name === undefined || local === undefined) return this.#ofField(token);
    if (!local.certain) this.meanings.set(name, meaningOf([name]));
    return allOf([local.facts, ...path.map((index) => this.ofToken(index, locals))]);
  }

  /**
   * Fields are flat: `lead.email.domain` is the field `email.domain`. So the path is replaced by one name, as it is written, and
   * that is the name by which the text finds its value.
   */
  #ofField(token: PropertyAccessToken): Facts {
    const names = token.props.map(nameOf);
    const path = names.filter((name) => name !== undefined);
    const [root] = token.props;
    if (token.variable !== undefined || root === undefined || path.length < names.length) {
      throw new TokenizationError(`\`${token.getText()}\` does not say which field is meant`, token);
    }
    const written = path.join('.');
    if (/[‘’‚“”„«»]/u.test(token.getText())) {
      throw new TokenizationError(`${token.getText()} is no text: write "..." or '...'`, token);
    }
    token.props = [Object.assign(root, { content: written })];
    const meaning = meaningOf(path);
    this.meanings.set(written, meaning);
    return factsOf(meaning);
  }

  #initial({ initial }: Value, locals: Locals, at: Token): Proof & { readonly facts: Facts } {
    const proof = proofOf(initial.postfix, (token) => this.ofToken(token, locals));
    if (proof === undefined) {
      throw new TokenizationError(
        'one value is expected here; lead["..."] is a field with blanks in its name',
        at,
      );
    }
    return proof;
  }
}

/** What a name stands for where nothing was given that name. */
export function unnamed(name: string): Local {
  return { facts: factsOf(meaningOf([name])), certain: false };
}

function factsOf({ kind, name }: Meaning): Facts {
  return kind === 'field' ? fieldFacts(name) : always;
}

function meaningOf(path: readonly string[]): Meaning {
  const [first = '', ...rest] = path;
  if (first === 'lead' && rest.length > 0) return { kind: 'field', name: rest.join('.') };
  const name = path.join('.');
  return isBuiltIn(name) ? { kind: 'built_in', name } : { kind: 'field', name };
}

function nameOf(part: Token): string | undefined {
  if (TypeGuards.isWordToken(part) || TypeGuards.isQuotedToken(part)) return part.content;
  return TypeGuards.isNumberToken(part) ? String(part.content) : undefined;
}
