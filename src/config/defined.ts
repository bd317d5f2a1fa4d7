type Defined<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The properties that have a value: an optional property of the model is left out, never undefined. */
export function defined<T extends object>(properties: T): Defined<T> {
  const written = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(written) as Defined<T>;
}
