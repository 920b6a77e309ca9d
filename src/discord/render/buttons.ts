import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { CommandLink } from '../../reply.ts';
import { writePlain } from './markup.ts';

type Row = APIActionRowComponent<APIButtonComponentWithCustomId>;

/** Discord allows five rows of five. */
const IN_A_ROW = 5;
const AT_MOST = 25;
const LONGEST_LABEL = 80;

/** Links as rows of buttons, and a remark on those that Discord has no room for (empty if none). */
export function writeButtons(
  links: readonly CommandLink[],
  idOf: (link: CommandLink, place: number) => string,
): { readonly rows: Row[]; readonly left: string } {
  const buttons = links
    .slice(0, AT_MOST)
    .map((link, i) => button(link.label, idOf(link, i), ButtonStyle.Secondary));
  const left = links.length - buttons.length;
  return { rows: asRows(buttons), left: left > 0 ? `... and ${left} more links` : '' };
}

/** The first button does it, the second does not. */
export function yesAndNo(yesId: string, noId: string): Row[] {
  return asRows([
    button('Yes, do it', yesId, ButtonStyle.Danger),
    button('No, leave it', noId, ButtonStyle.Secondary),
  ]);
}

function button(
  label: string,
  customId: string,
  style: APIButtonComponentWithCustomId['style'],
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style,
    label: writePlain(label, LONGEST_LABEL) || '–',
    custom_id: customId,
  };
}

function asRows(buttons: readonly APIButtonComponentWithCustomId[]): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < buttons.length; i += IN_A_ROW)
    rows.push({ type: ComponentType.ActionRow, components: buttons.slice(i, i + IN_A_ROW) });
  return rows;
}
