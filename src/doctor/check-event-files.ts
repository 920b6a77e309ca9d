import type { Verdict } from '../../store/verification.ts';
import type { Event, Mode } from '../core/events.ts';
import { type Finding, fail, pass, skip, warning } from './finding.ts';

type Verify = (path: string, see: (append: readonly Event[]) => void) => Promise<Verdict>;

const UNREADABLE = 2;

/** The event file of each mode that is there, `paths` by mode, verified as a start would, without changing it. */
export async function checkEventFiles(
  paths: ReadonlyMap<Mode, string>,
  verify: Verify,
): Promise<readonly Finding[]> {
  if (paths.size === 0)
    return [skip('Event file', 'there is none yet; the first start of each mode makes its own.')];
  return Promise.all([...paths].map(([mode, path]) => checkOne(mode, path, verify)));
}

async function checkOne(named: Mode, path: string, verify: Verify): Promise<Finding> {
  const subject = `Event file (${named})`;
  const modes: Mode[] = [];
  const { exitCode, out, err } = await verify(path, (append) => {
    for (const event of append) if (event.type === 'BOT_STARTED') modes.push(event.data.mode);
  });
  // The second line of these is how the program that verifies is called.
  if (exitCode === UNREADABLE) return fail(subject, `${err[0]} Let this user read it.`);
  const text = [...out, ...err].join(' ');
  if (exitCode !== 0) return fail(subject, text);
  const last = modes.at(-1) ?? named;
  if (last !== named)
    return fail(
      subject,
      `${path} was last that of ${last}: a start would take its bets for those of ${named}. Move it away, or back to its own name.`,
    );
  return err.length > 0 ? warning(subject, text) : pass(subject, text);
}
