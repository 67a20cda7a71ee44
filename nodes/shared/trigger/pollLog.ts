import { type IPollFunctions } from 'n8n-workflow';
import { type ServiceError } from '../api/serviceError';
import { pollKey } from './pollRun';
import { type Poll } from './statusTrigger';
import { type SubjectError } from './subjectErrors';

/**
 * The subjects of each trigger that the log names already, with the error that it names them with. In memory:
 * after n8n has started again, they are named once more.
 */
const namedSubjects = new Map<string, Map<string, string>>();

/** Names each subject that could not be read: once, until it is answered or fails for another reason. */
export function warnOfFailedSubjects(this: IPollFunctions, { errors, scope }: Poll): void {
	const key = pollKey.call(this);
	const named = namedSubjects.get(key);
	const failed = errors.all;
	for (const { subject, error } of failed) {
		if (named?.get(subject) === error.message) continue;
		const isChosen = scope.chosen !== undefined;
		this.logger.warn(
			`"${this.getNode().name}" cannot read ${isChosen ? subject : masked(subject)}: ${reasonOf(error)} It stays as it was known; the other subjects are watched.`,
		);
	}
	if (failed.length === 0) namedSubjects.delete(key);
	else namedSubjects.set(key, new Map(failed.map(nameAndReason)));
}

const nameAndReason = ({ subject, error }: SubjectError): [string, string] => [
	subject,
	error.message,
];

/** Says why the first poll of a registration failed, and that the trigger lives. */
export function warnOfFailedPoll(this: IPollFunctions, error: ServiceError): void {
	this.logger.warn(
		`The first poll of "${this.getNode().name}" failed. The trigger is active, and the next poll tries again. ${reasonOf(error)}`,
	);
}

/** Says that the trigger begins anew. */
export function warnOfOtherAccount(this: IPollFunctions): void {
	this.logger.warn(
		`"${this.getNode().name}" finds none of the subjects that it knew: the key is of another account. It records the present subjects, and reports changes from now on.`,
	);
}

const reasonOf = ({ message, code, advice }: ServiceError): string =>
	`${message}${code === undefined ? '' : ` (${code})`}. ${advice}`;

/** An address that the user did not enter is not shown whole in a log. */
const masked = (subject: string): string => subject.replace(/^(.).*(?=@)/, '$1***');
