import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../src/content/template.js';
import { neededFields, usedFields } from '../../src/content/template-fields.js';

describe('S6.11 a field is needed', () => {
  it.each([
    ['{{ first_name }}', 'first_name'],
    ['{{ lead.first_name }}', 'first_name'],
    ['{{ email.domain }} {{ lead.email.domain }}', 'email.domain'],
    ['{{ lead["Kunden-Nr. (alt)"] }} {{ ["Plan B"] }}', 'Kunden-Nr. (alt), Plan B'],
    ['{{ first_name | upcase | truncate: 20 }}', 'first_name'],
    ['{{ first_name | append: last_name }}', 'first_name, last_name'],
    ['{{ "Hi " | append: first_name }}', 'first_name'],
    ['{{ a }}{{ b }}{{ a }}', 'a, b'],
    ['{% capture x %}{{ company }}{% endcapture %}', 'company'],
    ['{% assign x = company %}{{ x }}', 'company'],
    ['{% assign x = a | append: b %}{% assign y = x | upcase %}{{ y }}', 'a, b'],
    ['{{ name }}{% assign name = "Anna" %}{{ name }}', 'name'],
  ])('if it is printed: %s', (text, needed) => {
    expect(neededFields([text]).join(', ')).toBe(needed);
  });

  it.each([
    ['{{ first_name | default: "du" }}', ''],
    ['{{ first_name | upcase | default: "du" | append: "!" }}', ''],
    ['{{ first_name | append: last_name | default: "du" }}', ''],
    ['{{ first_name | default: "" }}', ''],
    ['{{ first_name | default: last_name }}', 'last_name'],
    ['{{ first_name | default: last_name | default: "du" }}', ''],
    ['{{ first_name | default: hello }}', ''],
    ['{{ first_name | default: "du" | append: last_name }}', 'last_name'],
    ['{% assign x = company | default: "us" %}{{ x }}', ''],
    ['{% assign x = company %}{{ x | default: "us" }}', ''],
  ])('but not with a default: %s', (text, needed) => {
    expect(neededFields([text]).join(', ')).toBe(needed);
  });

  it.each([
    ['{% if a %}{{ a }}{% endif %}', ''],
    ['{% if a %}{{ b }}{% endif %}', 'b'],
    ['{% if a %}{% else %}{{ a }}{% endif %}', 'a'],
    ['{% if a != blank %}{{ a }}{% endif %}', ''],
    ['{% if a != "" %}{{ a }}{% endif %}', ''],
    ['{% if a != nil %}{{ a }}{% endif %}', ''],
    ['{% if a != empty %}{{ a }}{% endif %}', ''],
    ['{% if a == "" %}none{% else %}{{ a }}{% endif %}', ''],
    ['{% if a == "x" %}{{ a }}{% endif %}', ''],
    ['{% if a != "x" %}{{ a }}{% endif %}', 'a'],
    ['{% if a contains "x" %}{{ a }}{% endif %}', ''],
    ['{% if a > "5" %}{{ a }}{% endif %}', ''],
    ['{% if a == b %}{{ a }}{% endif %}', 'a'],
    ['{% if not a %}none{% else %}{{ a }}{% endif %}', ''],
    ['{% if a and b %}{{ a }}{{ b }}{% endif %}', ''],
    ['{% if a or b %}{{ a }}{{ b }}{% endif %}', 'a, b'],
    ['{% if a == blank or b == blank %}{% else %}{{ a }}{{ b }}{% endif %}', ''],
    ['{% if a == blank and b == blank %}{% else %}{{ a }}{% endif %}', 'a'],
    ['{% if b %}x{% elsif a %}{{ a }}{{ b }}{% else %}{{ a }}{% endif %}', 'b, a'],
    ['{% if a == nil %}x{% elsif b %}{{ a }}{% else %}{{ a }}{% endif %}', ''],
    ['{% if a | default: b %}{{ a }}{% endif %}', 'a'],
    ['{% if lead.a %}{{ a }}{% endif %}', ''],
    ['{% if a %}{% if b %}{{ a }}{{ b }}{% endif %}{{ b }}{% endif %}', 'b'],
    ['{% unless a %}none{% else %}{{ a }}{% endunless %}', ''],
    ['{% unless a == blank %}{{ a }}{% endunless %}', ''],
    ['{% unless a %}{{ a }}{% endunless %}', 'a'],
    ['{% case a %}{% when "x" or "y" %}{{ a }}{% endcase %}', ''],
    ['{% case a %}{% when "x" %}{% else %}{{ a }}{% endcase %}', 'a'],
    ['{% case a %}{% when "", "x" %}{{ a }}{% endcase %}', 'a'],
    ['{% for x in a %}{{ x }}{{ a }}{% else %}nothing{% endfor %}', ''],
    ['{% assign x = a %}{% if x %}{{ x }}{{ a }}{% endif %}', ''],
    ['{% assign x = "" %}{% if a %}{% assign x = a | prepend: ", " %}{% endif %}Hi{{ x }}', ''],
    ['{% if b %}{% assign x = a %}{% else %}{% assign x = "-" %}{% endif %}{{ x }}', 'a'],
    ['{% if b %}{% assign x = a %}{% else %}{% assign x = c %}{% endif %}{% if x %}{{ a }}{% endif %}', 'a'],
    ['{% if b %}{% assign a = "B" %}{% endif %}{{ a }}', 'a'],
  ])('nor inside a condition on itself: %s', (text, needed) => {
    expect(neededFields([text]).join(', ')).toBe(needed);
  });

  it.each([
    '{{ greeting }} {{ hello }} {{ lead_id }} {{ campaign }} {{ step }}',
    '{% for x in tags %}{{ x }}{{ forloop.index }}{% endfor %}',
    '{% raw %}{{ first_name }}{% endraw %}{% comment %}{{ first_name }}{% endcomment %}{% # {{ x }} %}',
    '{% if first_name %}a{% endif %}{{ "first_name" }}{{ 5 }}',
  ])('never where there is always a value: %s', (text) => {
    expect(neededFields([text])).toEqual([]);
  });
});

describe('S6.11 used fields', () => {
  it.each([
    ['{% if vip and country == home %}{{ a | default: b }}{% endif %}', 'vip, country, home, a, b'],
    ['{% for x in tags limit: most %}{{ x }}{% endfor %}', 'tags, most'],
    ['{% assign x = a %}{{ x }}{{ x.size }}', 'a'],
    ['{% assign x = a | split: "," %}{{ x[b] }}{{ x[lead.c] }}', 'a, b, c'],
    ['{% case a %}{% when "b" %}{{ c }}{% endcase %}', 'a, c'],
    ['{{ campaign }} {{ lead.campaign }}', 'campaign'],
    ['{% if b %}{% assign x = a %}{{ x }}{% endif %}', 'b, a'],
    ['{% if b %}{% assign x = a %}{% endif %}{{ x }}', 'b, a, x'],
  ])('of %s', (text, used) => {
    expect(usedFields([text]).join(', ')).toBe(used);
  });

  it('of several texts come once each; a faulty text has none', () => {
    expect(usedFields(['{{ a }}', '{{ b }}{{ a }}', '{{ c'])).toEqual(['a', 'b']);
  });
});

describe('S6.11 a text that is no template', () => {
  it.each([
    ['Hi {{ first_name', 'output "{{ first_name" not closed'],
    ['Hi {first_name}}', '`{first_name}}` has one brace too few'],
    ['{{ first name }}', 'one value is expected here; lead["..."] is a field with blanks in its name'],
    ['{{ first_name, last_name }}', '`, last_name` is not expected here'],
    ['{{ first_name || "x" }}', 'expected filter name'],
    ['{{ first_name | default "x" }}', 'expected ":" after filter name'],
    ['{{ first_name | default: ‘x’ }}', '‘x’ is no text: write "..." or \'...\''],
    ['{{ first_name | default }}', '`default` takes 1 argument'],
    ['{{ first_name | default: nil }}', '`default` needs something to show'],
    ['{{ first_name | default: "x", allow_false: true }}', '`default` takes 1 argument'],
    ['{{ first_name | upcase: "x" }}', '`upcase` takes no argument'],
    ['{{ first_name | truncate: 1, "", 2 }}', '`truncate` takes 0 to 2 arguments'],
    ['{{ first_name | join: sep: "," }}', '`join` has no argument `sep`'],
    ['{{ lead[name] }}', '`lead[name]` does not say which field is meant'],
    ['{{ blank }}', 'blank prints nothing; a field of that name is lead.blank'],
    ['{% if a = "x" %}{% endif %}', 'expected "|" before filter'],
    [
      '{% if a == %}{% endif %}',
      'one value is expected here; lead["..."] is a field with blanks in its name',
    ],
    ['{% if a, b %}{% endif %}', '`, b` is not expected here'],
    ['{% if a %}', 'tag {% if a %} not closed'],
    ['{% case a %}{% when "x" %}{% when "y", "x" %}{% endcase %}', '"x" stands here twice'],
    ['{% case a %}{% when b %}{% endcase %}', '`when` compares with texts'],
    ['{% for x in a %}{% for y in b %}{% endfor %}{% endfor %}', '`for` can not stand in a loop'],
    ['{% for x in a %}{% assign y = x %}{% endfor %}', '`assign` can not stand in a loop'],
    ['{% for x in a %}{% capture y %}{% endcapture %}{% endfor %}', '`capture` can not stand in a loop'],
  ])('%s: %s', (text, message) => {
    expect(parseTemplate(text)).toMatchObject({ kind: 'problem', message });
  });

  it.each([
    'include "a"',
    'render "a"',
    'layout "a"',
    'block a',
    'increment a',
    'liquid echo a',
    'tablerow x in a',
  ])('uses the tag %s, which could read files, change fields or hide them', (tag) => {
    expect(parseTemplate(`{% ${tag} %}`)).toMatchObject({
      kind: 'problem',
      message: `the tag \`${tag.split(' ')[0]}\` can not stand here`,
    });
  });

  it.each(['sample', 'where_exp: "x", "x"', 'raw', 'json', 'times: 2', 'sha256', 'toString', 'constructor'])(
    'uses the filter %s, which depends on chance, evaluates texts or makes no text',
    (filter) => {
      expect(parseTemplate(`{{ a | ${filter} }}`)).toMatchObject({
        kind: 'problem',
        message: `there is no filter \`${filter.split(':')[0]}\``,
      });
    },
  );

  it.each([
    ['{{ "now" | date: "%Y" }}', '`date` finds no date in "now", and asks no clock'],
    ["{{ 'today' | date: '%Y' }}", "`date` finds no date in 'today', and asks no clock"],
    ['{{ a | date: "%d. %B" }}', '`date` does not know `%B`'],
    ['{{ a | date: "100%" }}', '`date` does not know `%`'],
    ['{{ a | date: b }}', '`date` needs its format in quotes'],
  ])('asks for a date that depends on more than the lead: %s', (text, message) => {
    expect(parseTemplate(text)).toMatchObject({ kind: 'problem', message });
  });

  it('says where it begins to be wrong, and what is near', () => {
    expect(parseTemplate('Hi {{ a }},\n  how is {{ b | defalt: "x" }}?')).toEqual({
      kind: 'problem',
      message: 'there is no filter `defalt`',
      help: 'Did you mean `default`?',
      offset: 21,
      line: 2,
      column: 10,
    });
    expect(parseTemplate('x {a}} {{ b }}')).toMatchObject({ offset: 2, line: 1, column: 3 });
    expect(parseTemplate('{% els %}')).toMatchObject({ help: expect.stringContaining('if, unless, case') });
  });

  it('is longer than any text of a mail, so that tags in tags have an end', () => {
    const nested = (depth: number) => `${'{%if a%}'.repeat(depth)}${'{%endif%}'.repeat(depth)}`;
    expect(parseTemplate(nested(500)).kind).toBe('template');
    expect(parseTemplate(nested(600))).toMatchObject({ message: 'a text has 10000 characters at most' });
  });

  it('has other faults than the braces of other languages', () => {
    const style = '<style>@media print{a{color:red}}</style> { } }} {a:b}}';
    expect(parseTemplate(style).kind).toBe('template');
  });
});
