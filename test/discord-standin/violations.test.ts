import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFaults, type Violation } from './conformance.ts';
import { loadSpecification } from './specification.ts';
import { type Standin, startStandin } from './standin.ts';

const specification = resolve(
  process.env['SHARED_DIR'] ?? '../shared',
  'data/discord/discord-openapi-subset.json',
);
const many = (length: number, make: (i: number) => unknown) => Array.from({ length }, (_, i) => make(i));
const button = (more: object) => ({ type: 2, style: 1, label: 'Go', ...more });
const rows = (...buttons: object[]) => ({ components: [{ type: 1, components: buttons }] });
const option = (more: object) => ({ type: 3, name: 'reason', description: 'Why', ...more });
const command = (more: object) => ({ name: 'pause', description: 'Pauses', ...more });

describe('what Discord would refuse', () => {
  let standin: Standin;
  let seen = 0;

  beforeAll(async () => {
    standin = await startStandin();
  });
  afterAll(() => standin.close());
  beforeEach(() => {
    seen = standin.violations.length;
  });

  async function send(method: string, path: string, body: unknown) {
    const answer = await fetch(`${standin.env['DISCORD_API_URL']}/v10${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bot ${standin.env['DISCORD_TOKEN']}` },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }
  const post = (body: unknown) => send('POST', `/channels/${standin.channels.main}/messages`, body);
  const register = (body: unknown) =>
    send('PUT', `/applications/${standin.bot.id}/guilds/${standin.guildId}/commands`, body);
  const fresh = (): readonly Violation[] => standin.violations.slice(seen);
  const codes = () => fresh().flatMap((one) => one.faults.map((fault) => `${fault.path} ${fault.code}`));

  it.each([
    ['content over 2000', { content: 'x'.repeat(2001) }, 'content BASE_TYPE_MAX_LENGTH'],
    [
      'more than 6000 characters over all embeds',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      'embeds MAX_EMBED_SIZE_EXCEEDED',
    ],
    [
      'an empty field value',
      { embeds: [{ fields: [{ name: 'stake', value: '' }] }] },
      'embeds/0/fields/0/value BASE_TYPE_REQUIRED',
    ],
    [
      'an empty field name',
      { embeds: [{ fields: [{ name: ' ', value: '1' }] }] },
      'embeds/0/fields/0/name BASE_TYPE_REQUIRED',
    ],
    [
      'more than five rows',
      {
        content: 'x',
        components: many(6, (i) => ({ type: 1, components: [button({ custom_id: `${i}` })] })),
      },
      'components BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a doubled custom_id',
      { content: 'x', ...rows(button({ custom_id: 'a' }), button({ custom_id: 'a' })) },
      'components/0/components/1/custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a missing custom_id',
      { content: 'x', ...rows(button({})) },
      'components/0/components/0/custom_id BASE_TYPE_REQUIRED',
    ],
    [
      'a button without label',
      { content: 'x', ...rows({ type: 2, style: 1, custom_id: 'a' }) },
      'components/0/components/0/label BUTTON_COMPONENT_LABEL_REQUIRED',
    ],
  ])('in a message: %s', async (_, body, code) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
    expect(codes()).toContain(code);
    expect(fresh()).toMatchObject([{ route: 'POST /channels/{channel_id}/messages', body }]);
  });

  it('in a message: nothing at all (50006)', async () => {
    expect(await post({ content: '', embeds: [] })).toMatchObject({ status: 400, body: { code: 50006 } });
    expect(fresh()).toHaveLength(1);
  });

  it.each([
    ['a name with capitals', [command({ name: 'Pause' })], '0/name APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a space', [command({ name: 'do it' })], '0/name APPLICATION_COMMAND_INVALID_NAME'],
    ['no description', [{ name: 'pause' }], '0/description BASE_TYPE_REQUIRED'],
    [
      'a required option after an optional one',
      [command({ options: [option({}), option({ name: 'minutes', required: true })] })],
      '0/options/1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'doubled option names',
      [command({ options: [option({}), option({})] })],
      '0/options APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    ['doubled command names', [command({}), command({})], ' APPLICATION_COMMANDS_DUPLICATE_NAME'],
    [
      'an option name out of the pattern',
      [command({ options: [option({ name: 'Why not' })] })],
      '0/options/0/name APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      'autocomplete beside choices',
      [command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] })],
      '0/options/0/autocomplete APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE',
    ],
    [
      'more than 8000 characters',
      [
        command({
          options: many(4, (i) =>
            option({
              name: `o${i}`,
              choices: many(25, (k) => ({ name: `${k}`, value: 'x'.repeat(90) })),
            }),
          ),
        }),
      ],
      '0/ APPLICATION_COMMAND_TOO_LARGE',
    ],
  ])('in a command: %s', async (_, body, code) => {
    expect(await register(body)).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(codes()).toContain(code);
  });

  it.skipIf(!existsSync(specification)).each([
    ['more than 25', many(26, (i) => ({ name: `${i}`, value: i })), 'data/choices BASE_TYPE_MAX_LENGTH'],
    ['an empty name', [{ name: '', value: 1 }], 'data/choices/0/name BASE_TYPE_BAD_LENGTH'],
    ['a name over 100', [{ name: 'x'.repeat(101), value: 1 }], 'data/choices/0/name BASE_TYPE_BAD_LENGTH'],
    [
      'a value over 100',
      [{ name: 'x', value: 'x'.repeat(101) }],
      'data/choices/0/value BASE_TYPE_BAD_LENGTH',
    ],
  ])('in the choices of an autocomplete: %s', (_, choices, code) => {
    const route = 'POST /interactions/{interaction_id}/{interaction_token}/callback';
    const faults = findFaults(loadSpecification(specification), route, { type: 8, data: { choices } }, []);
    expect(faults.map((fault) => `${fault.path} ${fault.code}`)).toContain(code);
  });

  it('nests the faults by path as Discord does', async () => {
    const { body } = await post({ embeds: [{ fields: [{ name: 'a', value: '' }] }] });
    expect(body).toMatchObject({
      errors: { embeds: { 0: { fields: { 0: { value: { _errors: [{ code: 'BASE_TYPE_REQUIRED' }] } } } } } },
    });
  });

  it('takes permissions as the string that the wire has, and what discord.js adds to each message', async () => {
    expect(
      (await register([command({ default_member_permissions: '0', options: [option({})] })])).status,
    ).toBe(200);
    expect((await post({ content: 'x', tts: false, enforce_nonce: false })).status).toBe(200);
    expect(fresh()).toEqual([]);
  });

  it('notes a route that it does not have', async () => {
    expect((await send('POST', '/guilds/1/bans', {})).status).toBe(404);
    expect(fresh()).toMatchObject([{ route: 'POST /guilds/1/bans' }]);
  });

  describe.skipIf(!existsSync(specification))('by the specification', () => {
    it.each([
      ['a title over 256', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds/0/title BASE_TYPE_BAD_LENGTH'],
      [
        '26 fields',
        { embeds: [{ fields: many(26, () => ({ name: 'a', value: 'b' })) }] },
        'embeds/0/fields BASE_TYPE_MAX_LENGTH',
      ],
      [
        'a colour that is text',
        { embeds: [{ title: 'a', color: '#fff' }] },
        'embeds/0/color BASE_TYPE_BAD_TYPE',
      ],
      ['an unknown key', { content: 'x', colour: 1 }, ' UNKNOWN_KEY'],
      ['an unknown key in an embed', { embeds: [{ title: 'a', text: 'b' }] }, 'embeds/0 UNKNOWN_KEY'],
      [
        'a label over 80',
        { content: 'x', ...rows(button({ custom_id: 'a', label: 'x'.repeat(81) })) },
        'components/0/components/0/label BASE_TYPE_BAD_LENGTH',
      ],
      ['a nonce over 25', { content: 'x', nonce: 'x'.repeat(26) }, 'nonce BASE_TYPE_BAD_LENGTH'],
    ])('%s', async (_, body, code) => {
      expect(await post(body)).toMatchObject({ status: 400, body: { code: 50035 } });
      expect(codes()).toEqual([code]);
    });
  });

  it('says that the specification is off where its file is absent, and keeps the rules', async () => {
    const without = await startStandin({ sharedDir: '/nowhere' });
    expect(without.specification).toMatch(/^off: there is no .*discord-openapi-subset.json$/);
    await without.close();
  });
});
