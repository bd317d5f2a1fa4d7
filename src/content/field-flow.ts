import {
  AssignTag,
  CaptureTag,
  CaseTag,
  ForTag,
  IfTag,
  Output,
  type TagToken,
  type Template,
  type Token,
  TokenizationError,
  Tokenizer,
  TypeGuards,
  UnlessTag,
  Value,
} from 'liquidjs';
import { isNothing, literalOf, opposite } from './condition-proof.js';
import { always, eitherOf, type Names, noNames, union, without } from './field-facts.js';
import { type Local, type Locals, type Meaning, unnamed, ValueFacts } from './value-facts.js';

/** The fields of one template (S6.11). */
export interface FieldUse {
  /** By name as it is written in the template. */
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** Fields without which there would be a hole in the text. */
  readonly needed: Names;
}

/** What is known at one place of a template. */
interface Place {
  /** Fields that the lead has, because a condition around asks for them. */
  readonly known: Names;
  readonly locals: Locals;
  readonly inLoop: boolean;
}

/**
 * Follows a template from its beginning to its end, on all ways at once. A field is needed where a value is printed that can be
 * missing without it, unless a condition around has made sure of it:
 *
 *     {% assign name = first_name | default: last_name %}
 *     {% if company %}{{ company }}: {% endif %}{{ name }}          needs last_name alone
 *
 * It is never too few: a text whose needed fields all have values has no hole. It may be too many where a branch is never taken
 * by those without the field.
 */
export function followFields(templates: readonly Template[]): FieldUse {
  const flow = new FieldFlow();
  flow.through(templates, { known: noNames, locals: new Map(), inLoop: false });
  return { meanings: flow.values.meanings, needed: flow.needed };
}

class FieldFlow {
  readonly values = new ValueFacts();
  readonly needed = new Set<string>();

  /** @returns the locals at the end. */
  through(templates: readonly Template[], place: Place): Locals {
    let { locals } = place;
    for (const template of templates) locals = this.#pass(template, { ...place, locals });
    return locals;
  }

  #pass(template: Template, place: Place): Locals {
    const { token } = template;
    if (template instanceof Output) this.#print(template, place);
    else if (template instanceof IfTag || template instanceof UnlessTag) return this.#branch(template, place);
    else if (template instanceof CaseTag) return this.#choose(template, place);
    else if (template instanceof ForTag) this.#loop(template, place);
    else if (template instanceof AssignTag) return this.#assign(template, place);
    else if (template instanceof CaptureTag) return this.#capture(template, place);
    else if (TypeGuards.isHTMLToken(token)) refuseLostBrace(token);
    return place.locals;
  }

  #print({ value, token }: Output, { locals, known }: Place): void {
    const { needs } = this.values.ofValue(value, locals, token);
    const [first, ...others] = value.initial.postfix;
    if (first !== undefined && others.length === 0 && isNothing(first)) {
      throw new TokenizationError(
        `${first.getText()} prints nothing; a field of that name is lead.${first.getText()}`,
        first,
      );
    }
    for (const field of without(needs, known)) this.needed.add(field);
    const reader = new Tokenizer(token.input, undefined, undefined, token.contentRange);
    reader.readFilteredValue();
    refuseRest(reader);
  }

  #branch(tag: IfTag | UnlessTag, place: Place): Locals {
    let { known } = place;
    const ends = tag.branches.map(({ value, templates }, index) => {
      const proof = this.values.ofCondition(value, place.locals, tag.token);
      const { whenTrue, whenFalse } = index === 0 && tag instanceof UnlessTag ? opposite(proof) : proof;
      const end = this.through(templates, { ...place, known: union([known, whenTrue]) });
      known = union([known, whenFalse]);
      return end;
    });
    refuseRest(tag.token.tokenizer);
    return joined([...ends, this.through(tag.elseTemplates ?? [], { ...place, known })]);
  }

  /** LiquidJS goes into every branch that fits. As each text stands there once, that is one branch at most. */
  #choose({ value, branches, elseTemplates, token }: CaseTag, place: Place): Locals {
    const { proves } = this.values.ofValue(value, place.locals, token);
    refuseRest(token.tokenizer);
    const seen = new Set<unknown>();
    const ends = branches.map(({ values, templates }) => {
      for (const one of values) {
        const content = contentOf(one);
        if (seen.has(content)) throw new TokenizationError(`${one.getText()} stands here twice`, one);
        seen.add(content);
      }
      const isText = values.every((one) => literalOf(one) === 'something');
      return this.through(templates, {
        ...place,
        known: isText ? union([place.known, proves]) : place.known,
      });
    });
    return joined([...ends, this.through(elseTemplates, place)]);
  }

  /** What a loop names in one round would be there in the next, and loops in loops have no end in sight; so there is neither. */
  #loop({ variable, collection, hash, templates, elseTemplates, token }: ForTag, place: Place): void {
    refuseInLoop(place, token);
    const { proves } = this.values.ofToken(collection, place.locals);
    for (const limit of Object.values(hash.hash)) if (limit) this.values.ofToken(limit, place.locals);
    refuseRest(token.tokenizer);
    this.through(templates, {
      known: union([place.known, proves]),
      locals: new Map([...place.locals, [variable, given], ['forloop', given]]),
      inLoop: true,
    });
    this.through(elseTemplates, { ...place, inLoop: true });
  }

  #assign(tag: AssignTag, { known, locals, inLoop }: Place): Locals {
    refuseInLoop({ inLoop }, tag.token);
    const [name] = tag.localScope();
    const [value] = tag.arguments();
    if (name === undefined || !(value instanceof Value)) return locals;
    const { needs, proves } = this.values.ofValue(value, locals, tag.token);
    refuseRest(tag.token.tokenizer);
    return new Map([
      ...locals,
      [name.content, { facts: { needs: without(needs, known), proves }, certain: true }],
    ]);
  }

  #capture({ variable, templates, token }: CaptureTag, place: Place): Locals {
    refuseInLoop(place, token);
    refuseRest(token.tokenizer);
    return new Map([...this.through(templates, place), [variable, given]]);
  }
}

const given: Local = { facts: always, certain: true };

/** What is known of names after several ways of which one was taken. */
function joined(ends: readonly Locals[]): Locals {
  const names = new Set(ends.flatMap((locals) => [...locals.keys()]));
  return new Map(
    [...names].map((name) => {
      const meanings = ends.map((locals) => locals.get(name) ?? unnamed(name));
      const facts = meanings.map((local) => local.facts).reduce(eitherOf);
      return [name, { facts, certain: meanings.every(({ certain }) => certain) }];
    }),
  );
}

/** A text or a number; what says nothing is all the same. */
function contentOf(token: Token): unknown {
  const literal = literalOf(token);
  if (literal === undefined) throw new TokenizationError('`when` compares with texts', token);
  return literal === 'something' && 'content' in token ? token.content : undefined;
}

function refuseInLoop({ inLoop }: Pick<Place, 'inLoop'>, token: TagToken): void {
  if (inLoop) throw new TokenizationError(`\`${token.name}\` can not stand in a loop`, token);
}

/** LiquidJS passes over what it does not expect: of `{{ first_name, last_name }}` it would print the first. */
function refuseRest(tokenizer: Tokenizer): void {
  const rest = tokenizer.remaining().trim();
  if (rest !== '') throw tokenizer.error(`\`${rest}\` is not expected here`);
}

/** `{first_name}}` would be sent as it stands there. */
function refuseLostBrace({ input, begin, end }: Token): void {
  const lost = /\{\s*[\p{L}_][\p{L}\p{N}_.]*\s*(?:\|[^{}]*)?\}\}/u.exec(input.slice(begin, end));
  if (lost !== null)
    throw new Tokenizer(input).error(`\`${lost[0]}\` has one brace too few`, begin + lost.index);
}
