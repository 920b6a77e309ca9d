import { fanOf } from '../src/betting/views/forecast-fan.ts';
import { forecastReply } from '../src/betting/views/forecast-reply.ts';
import { forecastView } from '../src/betting/views/forecast-view.ts';
import { forecastChart } from '../src/charts/forecast-chart.ts';
import { pictureOf } from '../src/charts/picture.ts';
import { defineCommand } from '../src/command.ts';
import { FORECAST_OPTIONS, forecastWanted } from '../src/forecast-options.ts';

export default defineCommand({
  name: 'forecast',
  summary: 'The chance to reach the target from here, what it takes and costs on average, and by leg',
  examples: ['forecast', 'forecast 3.5', 'forecast edge:history', 'forecast 4 2% 500 to_target'],
  options: FORECAST_OPTIONS,
  needs: 'viewer',
  run: async (app, typed) => {
    const state = app.state();
    const wanted = forecastWanted(typed);
    const view = forecastView(state, wanted, { rule: app.stakeRule, now: app.now() });
    if ('refused' in view) return view;
    const other = view.assumed.staking === 'roll_all' ? 'to_target' : 'roll_all';
    return {
      ...forecastReply(view, app.currency),
      picture: await pictureOf(forecastChart(fanOf(state, view, wanted.odds), app), app.draw),
      links: [
        { label: `With ${other}`, command: 'forecast', options: { staking: other } },
        { label: 'With the edge of your own bets', command: 'forecast', options: { edge: 'history' } },
      ],
    };
  },
});
