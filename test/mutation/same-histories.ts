import fc from 'fast-check';

// Each mutant meets the same histories in each run, and nobody reads the smallest one that tells it.
fc.configureGlobal({ seed: 1, endOnFailure: true });
