/** What the control takes, in words for people. */
export const CONTROL_PATHS = [
  'GET /books',
  'GET /faults',
  'POST /faults {kind, operation, times, ms?, taken?}',
  'POST /login {loginStatus}',
  'POST /settlement {lagMs?, rollUpLagMs?, voidLagMs?, gap?}',
  'POST /markets/ID/suspend',
  'POST /markets/ID/void',
  'POST /markets/ID/close {winners}',
  'POST /markets/ID/correct {winners}',
  'POST /bets/ID/void {size?}',
  'POST /bets/ID/profit {profit}',
] as const;
