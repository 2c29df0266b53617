import * as fc from "fast-check";

/* Random tests draw the same designs on every machine: a failure is found again, and a change is judged by what it changed. */
fc.configureGlobal({ seed: 20_261_121 });
