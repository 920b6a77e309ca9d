/** What JSON is written from: it need not be changeable, as what is read from it may be. */
export type Plain<T> = T extends object ? { readonly [K in keyof T]: Plain<T[K]> } : T;
