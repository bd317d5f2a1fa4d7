/** What diagnostics call the built-in config. */
export const builtInName = 'built-in model';

/** The scoring model used when there is no config; described in docs/built-in-model.md. */
export const builtInConfig = `version: 1
name: built-in
timezone: UTC
score:
  ready: 100
  sla: 48h
  fit:
    good: 30
    min: -50
    rules:
      - { id: business-email, when: { email.kind: business }, points: 20 }
      - { id: decision-maker, when: { title: { matches: "\\\\b(c[efmot]o|chief|founder|owner|president|vp|vice president|geschäftsführer(in)?|vorstand|inhaber(in)?)\\\\b|总经理|总裁|创始人|首席" } }, points: 20, group: seniority }
      - { id: manager, when: { title: { matches: "\\\\b(head|director|manager|lead|leiter(in)?|bereichsleiter(in)?|teamleiter(in)?)\\\\b|经理|总监|主管" } }, points: 10, group: seniority }
      - { id: known-company, when: { company: { exists: true } }, points: 10 }
      - { id: fifty-or-more, when: { employees: { gte: 50 } }, points: 10 }
      - { id: student, when: { title: { matches: "\\\\b(student(in)?|intern|praktikant(in)?)\\\\b|学生|实习" } }, points: -30 }
      - { id: unusable-email, when: { email.kind: [invalid, disposable] }, points: -50 }
    groups:
      seniority: { max: 20 }
  pain:
    good: 40
    half_life: 30d
    rules:
      - { id: purchase, event: [purchase.completed, cart.abandoned], class: product, points: 30, max: 60 }
      - { id: trial, event: [trial.started, demo.requested], class: product, points: 40, max: 40 }
      - { id: form, event: form.submitted, class: content, points: 15, max: 30, daily: 1 }
      - { id: reply, event: email.replied, class: content, points: 20, max: 40 }
      - { id: pricing-page, event: page.viewed, class: content, where: { url: { matches: "/(pricing|preise|plans|价格)" } }, points: 10, max: 30, daily: 2 }
      - { id: page, event: page.viewed, class: content, points: 1, max: 10, daily: 5 }
`;
