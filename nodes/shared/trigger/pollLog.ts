import { type IPollFunctions } from 'n8n-workflow';
import { type ServiceError } from '../api/serviceError';
import { pollKey } from './pollRun';
import { type Poll } from './statusTrigger';
import { MAX_NAMED_SUBJECTS, type SubjectError } from './subjectErrors';

/**
 * The subjects of each trigger that the log names already, with the error that it names them with. In memory:
 * after n8n has started again, they are named once more.
 */
const namedSubjects = new Map<string, Map<string, string>>();

/** Names each subject that could not be read: once, until it is answered or fails for another reason. */
export function warnOfFailedSubjects(this: IPollFunctions, { errors, scope }: Poll): void {
	const key = pollKey.call(this);
	const named = namedSubjects.get(key) ?? new Map<string, string>();
	// A poll may read a part of the subjects only: the others stay named.
	for (const subject of errors.answered) if (!errors.has(subject)) named.delete(subject);
	const isNew = ({ subject, error }: SubjectError) =>
		named.get(subject.toLowerCase()) !== error.message;
	const failed = errors.all.filter(isNew);
	const name = `"${this.getNode().name}"`;
	for (const { subject, error } of failed.slice(0, MAX_NAMED_SUBJECTS)) {
		const isChosen = scope.chosen !== undefined;
		this.logger.warn(
			`${name} cannot read ${isChosen ? subject : masked(subject)}: ${reasonOf(error)} Unless a list shows its change, its last known status is kept. The other subjects are watched.`,
		);
	}
	const unnamed = failed.length - MAX_NAMED_SUBJECTS;
	if (unnamed > 0) {
		this.logger.warn(`${name} cannot read ${unnamed} more subjects, for these reasons or others.`);
	}
	for (const { subject, error } of failed) named.set(subject.toLowerCase(), error.message);
	if (named.size === 0) namedSubjects.delete(key);
	else namedSubjects.set(key, named);
}

/** Says why the first poll of a registration failed, and that the trigger lives. */
export function warnOfFailedPoll(this: IPollFunctions, error: ServiceError): void {
	this.logger.warn(
		`The first poll of "${this.getNode().name}" failed. The trigger is active, and the next poll tries again. Cause: ${causeOf(error)}.`,
	);
}

/** Says that the trigger begins anew. */
export function warnOfOtherAccount(this: IPollFunctions): void {
	this.logger.warn(
		`"${this.getNode().name}" finds none of the subjects that it knew, so it seems that the key is of another account. It starts over: it records the present subjects, and does not report what changed before. If that is not meant, check the key in the credential.`,
	);
}

/** Without the advice, which is written for items. */
const causeOf = ({ message, code, httpStatus, requestId }: ServiceError): string =>
	[
		message,
		code && `code ${code}`,
		httpStatus && `HTTP status ${httpStatus}`,
		requestId && `request ID ${requestId}`,
	]
		.filter(Boolean)
		.join(', ');

const reasonOf = ({ message, code, advice }: ServiceError): string =>
	`${message}${code === undefined ? '' : ` (${code})`}. ${advice}`;

/** An address that the user did not enter is not shown whole in a log. */
const masked = (subject: string): string => subject.replace(/^(.).*(?=@)/, '$1***');
