import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { Followed } from '../recordings/follow-recording.ts';
import type { Decoder } from './decode-ahead.ts';

type Answer = { readonly followed: Followed } | { readonly fault: string };

/** Answers whoever asks for recordings at the other end of the port, until that is closed. */
export function serveDecoder({ decode }: Pick<Decoder, 'decode'>, port: MessagePort): void {
  port.on('message', async (index: number) => {
    const answer = await decode(index).then(
      (followed): Answer => ({ followed }),
      (error): Answer => ({ fault: String(error) }),
    );
    port.postMessage(answer);
  });
}

/** A decoder in another thread, which is asked for one recording at a time. */
export function decoderBehind(port: MessagePort): Pick<Decoder, 'decode'> {
  return {
    async decode(index) {
      const answered = once(port, 'message');
      port.postMessage(index);
      const [answer] = (await answered) as [Answer];
      if ('fault' in answer) throw new Error(answer.fault);
      return answer.followed;
    },
  };
}
