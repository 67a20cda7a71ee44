// What random tests draw from. The seed is fixed, so that npm test and .ci/run draw the same values every
// time; npm run test:explore sets another one.

/** A whole number; every generator of the tests is seeded with it. */
export const SEED = Number(process.env.RANDOM_SEED ?? 1);

/** More than 1 with npm run test:explore; less where the same tests run again and again (npm run test:mutation). */
const SHARE = Number(process.env.RUNS_SHARE ?? 1);

/** How many runs a random test makes instead of `usual`, and never fewer than `atLeast`. */
export const runs = (usual: number, atLeast = usual): number =>
	Math.max(atLeast, Math.ceil(SHARE * usual));
