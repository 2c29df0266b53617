/** OWASP Password Storage Cheat Sheet, scrypt: 2^15, 8, 3 is as hard as 2^17, 8, 1 and takes a quarter of the memory (32 MB). */
export const PASSWORD_COST = { cost: 2 ** 15, blockSize: 8, parallel: 3 } as const;
