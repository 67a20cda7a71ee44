import { type ErrorCatalogue } from '../../shared/api/serviceError';
import { COMMON } from './common';
import { MEMBER } from './member';
import { MEMBER_EMAIL } from './memberEmail';
import { ORGANIZATION } from './organization';

/** Every error code that is documented for the actions of the node. */
export const ERRORS: ErrorCatalogue = { ...COMMON, ...ORGANIZATION, ...MEMBER, ...MEMBER_EMAIL };
