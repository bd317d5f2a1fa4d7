/** How problems of a config can be printed. */
export const validateFormats = ['pretty', 'concise', 'json', 'github', 'gitlab', 'sarif', 'junit'] as const;

export type ValidateFormat = (typeof validateFormats)[number];
