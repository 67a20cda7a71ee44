import { type IExecuteFunctions } from 'n8n-workflow';
import { holdsExpression } from '../values/expression';

type Fields = Record<string, unknown>;

/**
 * Parts of n8n's execution context (1.123 to 2.41) that n8n does not declare for nodes. They show a
 * credential as it is stored, its expressions unresolved.
 */
interface N8nInternals {
	executeData?: unknown;
	additionalData?: {
		credentialsHelper?: {
			getDecrypted?(
				additionalData: unknown,
				credential: unknown,
				type: string,
				mode: string,
				executeData: unknown,
				raw: true,
			): Promise<Fields>;
			credentialsOverwrites?: { applyOverwrite?(type: string, data: Fields): Fields };
		};
	};
}

/**
 * The fields of the node's credential that hold expressions. Undefined where n8n does not show them: then
 * every field may hold one. Only to save work: without it n8n would read and decrypt the same credential for
 * each of 100,000 items.
 */
export async function expressionFields(
	this: IExecuteFunctions,
	credentialType: string,
): Promise<ReadonlySet<string> | undefined> {
	try {
		const { additionalData, executeData } = this as unknown as N8nInternals;
		const helper = additionalData!.credentialsHelper!;
		const stored = await helper.getDecrypted!(
			additionalData,
			this.getNode().credentials![credentialType],
			credentialType,
			this.getMode(),
			executeData,
			true,
		);
		// What the administrator of n8n has set for empty fields may be an expression, too.
		const fields = helper.credentialsOverwrites!.applyOverwrite!(credentialType, stored);
		const names = Object.entries(fields).filter(([, value]) => holdsExpression(value));
		return new Set(names.map(([name]) => name));
	} catch {
		return undefined;
	}
}
