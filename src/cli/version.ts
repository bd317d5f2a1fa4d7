/** Kept equal to package.json by a test: reading that file would cost more than printing. */
export const version = '0.1.0';
