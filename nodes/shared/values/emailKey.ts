/**
 * What tells two email addresses apart: the address without surrounding blanks, in lower case. Two
 * spellings of one address have the same key.
 */
export const emailKey = (address: string): string => address.trim().toLowerCase();
