import { z } from 'zod';

/**
 * What the dashboard's API says, for its server, its page and whoever else asks, is in this folder: money in integer
 * minor units (pennies), prices in decimal odds, times ISO-8601 UTC, fractions from 0 to 1.
 */

export const money = z.int();
export const time = z.iso.datetime();
export const fraction = z.number().min(0).max(1);
