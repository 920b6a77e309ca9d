import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { RecordingFile } from './recording-file.ts';

/** What a catalogue says of a market that its stream does not. */
export interface MarketNames {
  readonly marketName: string | null;
  readonly event: string | null;
  readonly competition: string | null;
  /** By selection id. */
  readonly runners: ReadonlyMap<number, string>;
}

/** By market id. */
export type Names = ReadonlyMap<string, MarketNames>;

/** A MarketCatalogue of listMarketCatalogue (SportsAPING.xml), as far as it names things. */
const catalogueEntry = z.object({
  marketId: z.string(),
  marketName: z.string().nullish(),
  event: z.object({ name: z.string().nullish() }).nullish(),
  competition: z.object({ name: z.string().nullish() }).nullish(),
  runners: z.array(z.object({ selectionId: z.number(), runnerName: z.string().nullish() })).nullish(),
});

/** The reply as it came, with or without its JSON-RPC envelope, or one market of it. */
const catalogue = z.union([
  z.array(catalogueEntry),
  z.object({ result: z.array(catalogueEntry) }).transform(({ result }) => result),
  catalogueEntry.transform((entry) => [entry]),
]);

/** Where a recording's names are looked for, the first that is there wins. */
const placesFor = ({ path }: RecordingFile): readonly string[] => {
  const stem = basename(path).replace(/\.(bz2|gz|tar)$/, '');
  return [join(dirname(path), `${stem}.json`), join(dirname(path), 'catalogue.json')];
};

/** The names in the catalogue beside a recording; none where there is no catalogue that can be read as one. */
export async function namesBeside(file: RecordingFile): Promise<Names> {
  for (const place of placesFor(file)) {
    const names = namesIn(await readFile(place, 'utf8').catch(() => null));
    if (names !== null) return names;
  }
  return new Map();
}

function namesIn(text: string | null): Names | null {
  const parsed = text === null ? null : catalogue.safeParse(parsedJson(text));
  if (!parsed?.success) return null;
  return new Map(
    parsed.data.map(({ marketId, marketName, event, competition, runners }) => [
      marketId,
      {
        marketName: marketName ?? null,
        event: event?.name ?? null,
        competition: competition?.name ?? null,
        runners: new Map(
          (runners ?? []).flatMap((each) => (each.runnerName ? [[each.selectionId, each.runnerName]] : [])),
        ),
      },
    ]),
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
