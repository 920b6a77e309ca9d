import type { Client } from 'discord.js';
import type { AnchorsRead } from '../anchors/anchor.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { NoticeSink } from '../notify/notice.ts';
import type { ButtonIds } from './button-press.ts';
import type { PlaceSettings } from './check-place.ts';
import { type CycleThreadsParts, createCycleThreads } from './cycle-threads.ts';
import { createNoticeSink } from './notice-sink.ts';
import { readAnchors } from './read-anchors.ts';
import type { RoleSettings } from './resolve-role.ts';
import type { PlaceWatch } from './watch-place.ts';

/** Where the bot speaks unasked; null where no channel is configured. */
export interface Posts {
  readonly sink: NoticeSink | null;
  /** Where the anchors go, without a sound. */
  readonly audit: Audit | null;
  /** Where each cycle has its thread. */
  readonly cycles: NoticeSink | null;
}

interface Audit {
  readonly sink: NoticeSink;
  /** Never rejects. */
  readAnchors(): Promise<AnchorsRead>;
}

interface PostsParts {
  readonly settings: PlaceSettings & Pick<RoleSettings, 'operatorRoleId'>;
  readonly ids: ButtonIds;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly place: PlaceWatch;
  client(): Client<true> | null;
  readonly cycles: Pick<CycleThreadsParts, 'kept' | 'receipt'>;
}

export function openPosts({ settings, clock, place, cycles, ...posting }: PostsParts): Posts {
  const { channelId, auditChannelId, operatorRoleId } = settings;
  return {
    sink:
      channelId === null
        ? null
        : createNoticeSink({ ...posting, channelId, operatorRoleId, onResult: place.main }),
    cycles: channelId === null ? null : createCycleThreads({ ...posting, ...cycles, channelId }),
    audit:
      auditChannelId === null
        ? null
        : {
            sink: createNoticeSink({
              ...posting,
              name: 'discord-audit',
              channelId: auditChannelId,
              operatorRoleId,
              variable: 'DISCORD_AUDIT_CHANNEL_ID',
              onResult: auditChannelId === channelId ? place.main : place.audit,
            }),
            readAnchors: () => readAnchors(posting.client(), auditChannelId, clock),
          },
  };
}
