import { z } from 'zod';
import { forecastJson } from '../../betting/views/forecast-json.ts';
import { forecastView } from '../../betting/views/forecast-view.ts';
import { FORECAST_OPTIONS, forecastWanted } from '../../forecast-options.ts';
import { at, defineEndpoint } from '../endpoint.ts';
import { Fault } from '../fault.ts';
import { forecast } from '../wire/forecast.ts';

export const forecastEndpoint = defineEndpoint({
  path: '/api/forecast',
  summary: 'The chance to reach the target, what it takes and costs on average, and by leg.',
  needs: 'viewer',
  query: z.strictObject({ ...FORECAST_OPTIONS, at }),
  reply: forecast,
  answer: async ({ reader, stateAt }, { at: seq, ...typed }) => {
    const state = await stateAt(seq);
    const now = seq === undefined ? reader.now() : Date.parse(state.at ?? '');
    const view = forecastView(state, forecastWanted(typed), { rule: reader.stakeRule, now });
    if ('refused' in view) throw new Fault(400, view.refused, view.message);
    return forecastJson(view);
  },
});
