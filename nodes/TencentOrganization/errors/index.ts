import { type ErrorCatalogue } from '../../shared/api/serviceError';
import { COMMON } from './common';
import { MEMBER } from './member';
import { MEMBER_EMAIL } from './memberEmail';
import { ORGANIZATION } from './organization';

/** Every code that the documents list for what the node does. */
export const ERRORS: ErrorCatalogue = { ...COMMON, ...ORGANIZATION, ...MEMBER, ...MEMBER_EMAIL };
