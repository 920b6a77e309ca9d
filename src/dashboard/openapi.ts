import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { asked, commandRequest, fault, refused, replied } from './wire/call.ts';
import { healthz } from './wire/health.ts';
import { loggedIn, loginRequest } from './wire/login.ts';

const json = (schema: z.ZodType, description: string, io: 'input' | 'output' = 'output') => ({
  description,
  content: { 'application/json': { schema: jsonSchema(schema, io) } },
});

/** OpenAPI 3.1 speaks JSON Schema as it is. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

const FAULTS = {
  400: json(fault, 'It cannot be understood'),
  401: json(fault, 'A token is missing or wrong'),
  403: json(fault, 'The caller may not, or is somewhere else'),
  404: json(fault, 'There is no such thing'),
  429: json(fault, 'Too many requests, or too many wrong tokens'),
  500: json(fault, 'The dashboard is broken'),
};

/** Of what is sent with a body. */
const BODY_FAULTS = { ...FAULTS, 413: json(fault, 'The body is too large') };

const TEXT = { schema: { type: 'string' } };

/** The description of the API, made of the same schemas as its answers. */
export function openApi(endpoints: readonly Endpoint[], version: string): object {
  const reads = endpoints.map((endpoint) => [endpoint.path, { get: readOperation(endpoint) }] as const);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rollover',
      version,
      description:
        'Money in integer minor units (pennies), prices in decimal odds, times in ISO-8601 UTC, fractions from 0 to 1.',
    },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'DASHBOARD_TOKEN or DASHBOARD_VIEWER_TOKEN' },
      },
    },
    security: [{ token: [] }],
    paths: { ...Object.fromEntries(reads), ...OTHERS },
  };
}

function readOperation({ path, summary, query, reply }: Endpoint): object {
  const { properties = {}, required = [] } = jsonSchema(query, 'input') as {
    properties?: Record<string, object>;
    required?: readonly string[];
  };
  const parameters = Object.entries(properties).map(([name, schema]) => {
    const inPath = path.includes(`{${name}}`);
    return { name, in: inPath ? 'path' : 'query', required: inPath || required.includes(name), schema };
  });
  return { summary, parameters, responses: { 200: json(reply, 'As asked'), ...FAULTS } };
}

const body = (schema: z.ZodType) => ({
  required: true,
  content: { 'application/json': { schema: jsonSchema(schema, 'input') } },
});

const OPEN_TO_ALL = { security: [] };

const OTHERS = {
  '/api/commands/{name}': {
    post: {
      summary: 'Runs a command.',
      parameters: [
        { name: 'name', in: 'path', required: true, schema: { type: 'string' } },
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description:
            'New for each call: what bears the same key is done once. An answer to a question bears the key of the call that was asked about.',
          schema: { type: 'string', pattern: '^[!-~]{1,128}$' },
        },
      ],
      requestBody: body(commandRequest),
      responses: {
        200: json(replied, 'Done, or told'),
        202: json(asked, 'Nothing is done yet: send the same with `confirm` to do it'),
        409: json(refused, 'The rules refuse it; nothing has changed'),
        ...BODY_FAULTS,
      },
    },
  },
  '/api/stream': {
    get: {
      summary: 'Server-sent events.',
      description:
        "`appended` (its id is the event's number) for each event of the log, after the one that Last-Event-ID or `after` names; `changed` {what: prices, scans or health} where something beside the log has; `reset` {last} where more than a thousand were missed.",
      parameters: [
        { name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'integer' } },
        { name: 'after', in: 'query', required: false, schema: { type: 'integer' } },
      ],
      responses: {
        200: { description: 'Until either side ends it', content: { 'text/event-stream': TEXT } },
        ...FAULTS,
      },
    },
  },
  '/api/openapi.json': {
    get: {
      summary: 'This description.',
      responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: {} } } } },
    },
  },
  '/healthz': {
    get: {
      summary: 'Whether the program is alive.',
      ...OPEN_TO_ALL,
      responses: { 200: json(healthz, 'It is'), 503: json(healthz, 'It should be started anew') },
    },
  },
  '/metrics': {
    get: {
      summary: 'Figures for Prometheus.',
      responses: { 200: { description: 'As asked', content: { 'text/plain': TEXT } }, ...FAULTS },
    },
  },
  '/login': {
    post: {
      summary: 'Gives a cookie for a token.',
      ...OPEN_TO_ALL,
      requestBody: body(loginRequest),
      responses: { 200: json(loggedIn, 'Logged in'), ...BODY_FAULTS },
    },
  },
  '/logout': {
    post: {
      summary: 'Takes the cookie back.',
      ...OPEN_TO_ALL,
      responses: { 204: { description: 'Logged out' }, ...FAULTS },
    },
  },
};
