import { heldBack } from '../../src/betting/betting-status.ts';
import { Violation } from './violation.ts';
import { MINUTE, type World } from './world.ts';

/** An order that is not found was waited for by then. */
const AFTER_MS = 5 * MINUTE;

/** When nothing befalls the machines any more, the one that leads looks for a bet as soon as nothing stands against it. */
export function checkBettingAgain({ acting, console, later, clock }: World): void {
  const bot = () => acting().process()?.bot;
  const check = (): void => {
    const { handler, core } = bot() ?? {};
    if (handler === undefined || core === undefined) throw new Violation('no bot is up in the calm');
    const state = handler.state();
    const isOpen = state.request !== null || state.openBets.length > 0;
    const mayLook = !isOpen && heldBack(state, new Date(clock.now()).toISOString()) === null;
    if (handler.blocked() !== null) throw new Violation(`in the calm nothing is bet: ${handler.blocked()}`);
    if (mayLook && core.bettor.looks() === 0) throw new Violation('in the calm no bet is looked for');
    console.type('disarm', {});
  };
  later(AFTER_MS, () => {
    console.type('resume', {});
    console.type('arm', { minutes: 60, keep: true });
    later(MINUTE / 2, () => bot()?.beat('select-market'));
    later(MINUTE, check);
  });
}
