import {
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';
import { InvalidParameter } from '../values/invalidParameter';
import { type Credentials, type Service } from './service';
import { expressionFields } from './storedCredential';

/** What n8n appends to the error of an expression in a credential. */
const N8N_SUFFIX = ' [Error resolving credentials]';

/**
 * The credential of a node that has no items: a trigger, or a list in the editor.
 *
 * @throws InvalidParameter for an expression that gives nothing without items; what n8n throws when there is
 * no credential.
 */
export async function credentialWithoutItems(
	this: ILoadOptionsFunctions | IPollFunctions,
	service: Service,
): Promise<Credentials> {
	return await this.getCredentials(service.credentialType)
		.then((credentials) => readKeyFields(service, credentials, undefined, 'gives no key here'))
		.catch((error: unknown) => {
			throw withoutItemsError(error, 'getActivationMode' in this ? IN_A_TRIGGER : IN_A_LIST);
		});
}

const IN_A_TRIGGER =
	'A trigger has no items, so an expression that reads items cannot be used in its credential. Enter the value itself in a credential of its own, or use $vars or $secrets and check that they have a value.';
const IN_A_LIST =
	'A list of the editor has no items, so an expression that reads items cannot be used for it. Choose By ID and enter the ID.';

function withoutItemsError(error: unknown, advice: string): unknown {
	if (error instanceof InvalidParameter) return new InvalidParameter(error.message, advice);
	if (!isExpressionError(error)) return error;
	return new InvalidParameter(
		'An expression in the credential cannot be resolved here',
		`${advice} n8n says: "${wordsOf(error)}".`,
	);
}

/**
 * Reads the credential of each item. n8n resolves the expressions in its fields for the item. A credential
 * without expressions is the same for every item, so it is read once: n8n reads its database each time.
 */
export function credentialReader(
	this: IExecuteFunctions,
	service: Service,
): (index: number) => Promise<Credentials> {
	const { credentialType } = service;
	let fields: Promise<ReadonlySet<string> | undefined> | undefined;
	/** What all items share: the credential, or the error that there is none. */
	let shared: Promise<Credentials> | undefined;
	return async (index) => {
		if (shared) return await shared;
		const expressions = await (fields ??= expressionFields.call(this, credentialType));
		const own = this.getCredentials(credentialType, index).then((credentials) =>
			readKeyFields(service, credentials, expressions, 'gives no key for this item'),
		);
		if (expressions?.size === 0) shared = own;
		return await own.catch((error: unknown) => {
			const shown = itemError(error);
			// No credential is set, or it was deleted: n8n need not look for it once more for each item.
			if (shown === error && !(error instanceof InvalidParameter)) shared = own;
			throw shown;
		});
	};
}

const itemError = (error: unknown): unknown =>
	isExpressionError(error)
		? new InvalidParameter(
				'An expression in the credential cannot be resolved for this item',
				`Look at the expressions in its fields. n8n says: "${wordsOf(error)}".`,
			)
		: error;

const isExpressionError = (error: unknown): error is Error =>
	error instanceof Error &&
	(error.name === 'ExpressionError' ||
		error.message.endsWith(N8N_SUFFIX) ||
		error.message === 'invalid syntax');

const wordsOf = ({ message }: Error): string => message.replace(N8N_SUFFIX, '');

/**
 * The credential with its keys as texts. A missing key would not always be an error of the service: some
 * operations can do without an access token, and would answer for nobody.
 *
 * @param expressions the fields that hold expressions; undefined: not known
 * @param problem what to say of an expression that gave no key
 * @throws InvalidParameter that names the field.
 */
function readKeyFields(
	service: Service,
	credentials: Credentials,
	expressions: ReadonlySet<string> | undefined,
	problem: string,
): Credentials {
	const keys = service.keyFields.filter(
		// A field that the credential does not show is not in use.
		({ name }) => name in credentials && expressions?.has(name) !== false,
	);
	const texts = keys.map(({ name, label, mayBeEmpty }): [string, string] => {
		const value = credentials[name];
		const isObject = typeof value === 'object' && value !== null;
		const text = isObject ? '' : String((value ?? '') as string);
		const isLeftEmpty = !expressions && typeof value === 'string';
		if (isObject || (text.trim() === '' && !mayBeEmpty && !isLeftEmpty)) {
			throw new InvalidParameter(
				`The expression in the field ${label} of the credential ${problem}`,
				'See that it gives the key itself, as a text: the item may lack the field that it reads.',
			);
		}
		return [name, text];
	});
	return { ...credentials, ...Object.fromEntries(texts) };
}
