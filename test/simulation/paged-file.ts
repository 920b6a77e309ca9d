const PAGE = 4_096;

/** What of a file is surely on the disk, page by page, beside what the system shows of it. */
export interface PagedFile {
  /** What is on the disk whatever happens. */
  durable(): Buffer;
  wrote(position: number, length: number): void;
  /** All that was written is on the disk. */
  synced(shown: Buffer): void;
  /** The system gave the pages up that it could not write: it shows them still, and will not write them again. */
  gaveUp(): void;
  /** What a power cut leaves: of the pages that were not synced, those that `kept` lets through. */
  afterPowerCut(shown: Buffer, kept: () => boolean): Buffer;
}

export function pagedFile(image: Buffer): PagedFile {
  let durable = image;
  const dirty = new Set<number>();

  /** Pages beyond the end arrive in their order, so that there is no hole before one. */
  function withPages(shown: Buffer, kept: () => boolean, size: number): Buffer {
    const whole = Buffer.alloc(size);
    durable.copy(whole);
    for (const page of dirty) if (kept()) shown.copy(whole, page * PAGE, page * PAGE, (page + 1) * PAGE);
    return whole;
  }

  return {
    durable: () => durable,
    wrote(position, length) {
      const last = Math.floor((position + length - 1) / PAGE);
      for (let page = Math.floor(position / PAGE); page <= last; page++) dirty.add(page);
    },
    synced(shown) {
      durable = withPages(shown, () => true, shown.length);
      dirty.clear();
    },
    gaveUp: () => dirty.clear(),
    afterPowerCut: (shown, kept) =>
      withPages(shown, kept, kept() ? shown.length : Math.min(durable.length, shown.length)),
  };
}
