import { type ErrorCatalogue } from '../shared/api/serviceError';
import { COMMON } from './errorCodes/common';
import { MEMBER_EMAIL } from './errorCodes/memberEmail';
import { ORGANIZATION } from './errorCodes/organization';

/** Every code that the documents list for what the node does. */
export const ERRORS: ErrorCatalogue = { ...COMMON, ...MEMBER_EMAIL, ...ORGANIZATION };
