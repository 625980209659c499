/** Makes a thing on its first use, and once. */
export function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** A function that is made on its first use. */
export function lazyCall<Given extends readonly unknown[], T>(
  make: () => Promise<(...given: Given) => Promise<T>>,
): (...given: Given) => Promise<T> {
  const made = lazy(make);
  return async (...given) => (await made())(...given);
}
