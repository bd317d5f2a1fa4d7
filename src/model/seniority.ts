/**
 * Levels of seniority, most senior first. `c_level`: runs or owns the company (officers, boards, managing directors, owners,
 * founders). `vp`: vice presidents, partners. `director`: answers for a division, a plant, a country; may sign for the company.
 * `head`: answers for a department. `manager`: leads people. `senior`: leads by experience alone. `staff`, `junior`: no lead,
 * not yet. `student`: students, interns and apprentices.
 */
export const seniorities = [
  'c_level',
  'vp',
  'director',
  'head',
  'manager',
  'senior',
  'staff',
  'junior',
  'student',
] as const;

export type Seniority = (typeof seniorities)[number];
