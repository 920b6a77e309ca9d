import { z } from 'zod';
import { describeOptions, suffices } from '../../command.ts';
import { defineEndpoint } from '../endpoint.ts';
import { commands } from '../wire.ts';

export const commandsEndpoint = defineEndpoint({
  path: '/api/commands',
  summary: 'What the caller may run. Some of them take more rights with some options.',
  needs: 'viewer',
  query: z.strictObject({}),
  reply: commands,
  answer: ({ reader }, _, role) => ({
    commands: reader.commands
      .filter(({ needs }) => typeof needs === 'function' || suffices(role, needs))
      .map((command) => ({
        name: command.name,
        summary: command.summary,
        examples: command.examples,
        options: describeOptions(command),
      })),
  }),
});
