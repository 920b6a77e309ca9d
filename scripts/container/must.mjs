/** Throws where what must hold does not. */
export function must(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}

export function mustHaveWrittenNothing(container) {
  const written = container.written();
  must(written.length === 0, `${container.name} wrote outside its data folder: ${written.join(', ')}`);
}
