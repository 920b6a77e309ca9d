import { z } from 'zod';
import { type Pennies, pennies } from '../../core/money.ts';
import { type Price, price } from '../../core/odds.ts';

/** Major units as a double with float dust (3.4400000000000004) in whole pennies. */
export const money = z.number().transform((amount): Pennies => pennies(Math.round(amount * 100)));

export const size = money.refine((amount) => amount >= 0, 'a size is never below zero');

export const odds = z
  .number()
  .gt(1)
  .transform((decimal): Price => price(decimal));

/** An average or last price; Betfair sends 0 or nothing where there is none. */
export const maybeOdds = z
  .number()
  .nullish()
  .transform((decimal): Price | null => (decimal != null && decimal > 1 ? price(decimal) : null));

/** Ids are strings, in some documents numbers. */
export const id = z.union([z.string(), z.number()]).transform(String);

export const time = z.iso.datetime({ offset: true }).transform((moment) => new Date(moment).toISOString());

/** 2.5 percent is the fraction 0.025, without a division in binary. */
export const percent = z.number().transform((rate) => Number(`${rate}e-2`));

/** Wire form of a size. */
export const major = (amount: Pennies): number => amount / 100;
