import { z } from 'zod';
import { describeOptions, suffices } from '../../command.ts';
import { defineEndpoint } from '../endpoint.ts';
import { commands } from '../wire/commands.ts';

export const commandsEndpoint = defineEndpoint({
  path: '/api/commands',
  summary: 'Every command, and whether the caller may run it. Some take more rights with some options.',
  needs: 'viewer',
  query: z.strictObject({}),
  reply: commands,
  answer: ({ reader }, _, role) => ({
    commands: reader.commands.map((command) => ({
      name: command.name,
      summary: command.summary,
      allowed: typeof command.needs === 'function' || suffices(role, command.needs),
      examples: command.examples,
      options: describeOptions(command),
    })),
  }),
});
